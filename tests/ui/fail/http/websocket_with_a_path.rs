#[lambda_fn::lambda_fn(http(kind = "websocket", route = "GET /users"))]
async fn user() -> &'static str {
    "Ada"
}
