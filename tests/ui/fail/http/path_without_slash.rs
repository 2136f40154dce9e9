#[lambda_fn::lambda_fn(http(route = "GET users"))]
async fn user() -> &'static str {
    "Ada"
}
