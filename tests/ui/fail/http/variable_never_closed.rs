#[lambda_fn::lambda_fn(http(route = "GET /users/{id"))]
async fn user() -> &'static str {
    "Ada"
}
