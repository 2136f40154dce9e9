#[lambda_fn::lambda_fn(http(kind = "function-ulr"))]
async fn user() -> &'static str {
    "Ada"
}
