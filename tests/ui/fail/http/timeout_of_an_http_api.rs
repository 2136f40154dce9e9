#[lambda_fn::lambda_fn(http(kind = "http-api"), timeout = 31)]
async fn user() -> &'static str {
    "Ada"
}
