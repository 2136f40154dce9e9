#[lambda_fn::lambda_fn(http)]
fn api(users: String) -> lambda_fn::http::Router {
    drop(users);
    lambda_fn::http::Router::new()
}
