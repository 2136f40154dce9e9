#[lambda_fn::lambda_fn(http(route = "GET /{proxy+}/users"))]
async fn user() -> &'static str {
    "Ada"
}
