#[lambda_fn::lambda_fn(http, init = connect)]
fn api(users: String, orders: String) -> lambda_fn::http::Router {
    drop(users);
    drop(orders);
    lambda_fn::http::Router::new()
}

async fn connect() -> lambda_fn::Result<String> {
    Ok(String::new())
}
