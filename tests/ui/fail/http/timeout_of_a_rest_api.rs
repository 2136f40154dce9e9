#[lambda_fn::lambda_fn(http(kind = "rest-api"), timeout = "1m")]
async fn user() -> &'static str {
    "Ada"
}
