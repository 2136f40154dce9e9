#[lambda_fn::lambda_fn(http)]
async fn api() -> lambda_fn::http::Router {
    lambda_fn::http::Router::new()
}
