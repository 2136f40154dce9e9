#[lambda_fn::lambda_fn(http(stream = true))]
async fn user() -> &'static str {
    "Ada"
}
