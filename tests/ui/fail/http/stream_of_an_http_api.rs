#[lambda_fn::lambda_fn(http(kind = "http-api", stream))]
async fn user() -> &'static str {
    "Ada"
}
