#[lambda_fn::lambda_fn(http(kind = "websocket"), timeout = "30s")]
async fn user() -> &'static str {
    "Ada"
}
