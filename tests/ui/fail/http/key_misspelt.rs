#[lambda_fn::lambda_fn(http(ruote = "GET /users"))]
async fn user() -> &'static str {
    "Ada"
}
