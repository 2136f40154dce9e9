#[lambda_fn::lambda_fn(http(routes = "GET /users"))]
async fn user() -> &'static str {
    "Ada"
}
