#[lambda_fn::lambda_fn(http(layers = "cors"))]
async fn user() -> &'static str {
    "Ada"
}
