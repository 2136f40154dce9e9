use lambda_fn::http::State;

struct Users;

#[lambda_fn::lambda_fn(http, init = connect)]
async fn user(State(users): State<Users>) -> &'static str {
    let _ = users;
    "Ada"
}

async fn connect() -> lambda_fn::Result<Users> {
    Ok(Users)
}
