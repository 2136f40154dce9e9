#[lambda_fn::lambda_fn(http, init = connect)]
async fn user(users: &u64) -> String {
    users.to_string()
}

async fn connect() -> lambda_fn::Result<String> {
    Ok(String::new())
}
