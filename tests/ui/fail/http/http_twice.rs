#[lambda_fn::lambda_fn(http(route = "GET /users"), http(route = "POST /users"))]
async fn user() -> &'static str {
    "Ada"
}
