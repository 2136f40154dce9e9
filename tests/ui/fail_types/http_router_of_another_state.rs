use lambda_fn::http::Router;

#[lambda_fn::lambda_fn(http, init = connect)]
fn api(users: u64) -> Router {
    let _ = users;
    Router::new()
}

async fn connect() -> lambda_fn::Result<String> {
    Ok(String::new())
}
