#[lambda_fn::lambda_fn(http)]
fn api(context: lambda_fn::Context) -> lambda_fn::http::Router {
    drop(context);
    lambda_fn::http::Router::new()
}
