use lambda_fn::http::State;

#[derive(Clone)]
struct Users;

#[lambda_fn::lambda_fn(http)]
async fn user(State(users): State<Users>) -> &'static str {
    let _ = users;
    "Ada"
}
