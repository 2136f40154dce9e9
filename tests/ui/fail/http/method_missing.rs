#[lambda_fn::lambda_fn(http(route = "/users"))]
async fn user() -> &'static str {
    "Ada"
}
