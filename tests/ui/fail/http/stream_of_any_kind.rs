#[lambda_fn::lambda_fn(http(kind = "any", stream))]
async fn user() -> &'static str {
    "Ada"
}
