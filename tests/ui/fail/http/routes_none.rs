#[lambda_fn::lambda_fn(http(routes = []))]
async fn user() -> &'static str {
    "Ada"
}
