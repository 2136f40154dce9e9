#[lambda_fn::lambda_fn(http(route = ""))]
async fn user() -> &'static str {
    "Ada"
}
