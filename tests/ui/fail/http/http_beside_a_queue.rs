#[lambda_fn::lambda_fn(http, sqs(queue = "orders"))]
async fn user() -> &'static str {
    "Ada"
}
