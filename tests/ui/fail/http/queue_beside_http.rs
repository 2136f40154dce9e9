#[lambda_fn::lambda_fn(sqs(queue = "orders"), http(route = "GET /users"))]
async fn user() -> &'static str {
    "Ada"
}
