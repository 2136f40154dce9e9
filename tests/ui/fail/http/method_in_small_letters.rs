#[lambda_fn::lambda_fn(http(route = "get /users"))]
async fn user() -> &'static str {
    "Ada"
}
