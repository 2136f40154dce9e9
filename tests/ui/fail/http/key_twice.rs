#[lambda_fn::lambda_fn(http(route = "GET /users", route = "POST /users"))]
async fn user() -> &'static str {
    "Ada"
}
