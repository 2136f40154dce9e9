#[lambda_fn::lambda_fn(http(route = "GET /users?page=1"))]
async fn user() -> &'static str {
    "Ada"
}
