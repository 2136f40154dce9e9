#[lambda_fn::lambda_fn(http)]
fn api() -> lambda_fn::Result<lambda_fn::http::Router> {
    Ok(lambda_fn::http::Router::new())
}
