#[lambda_fn::lambda_fn(http(kind = "gateway"))]
async fn user() -> &'static str {
    "Ada"
}
