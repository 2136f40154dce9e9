#[lambda_fn::lambda_fn(http(kind = "rest"))]
async fn user() -> &'static str {
    "Ada"
}
