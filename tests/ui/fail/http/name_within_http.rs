#[lambda_fn::lambda_fn(http(route = "GET /", name = "hello"))]
async fn hello() -> &'static str {
    "hello"
}
