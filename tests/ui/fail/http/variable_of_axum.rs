#[lambda_fn::lambda_fn(http(route = "GET /files/{*path}"))]
async fn user() -> &'static str {
    "Ada"
}
