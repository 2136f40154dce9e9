#[lambda_fn::lambda_fn(http(route = "GET"))]
async fn user() -> &'static str {
    "Ada"
}
