#[lambda_fn::lambda_fn(http(route = "GET /user"), timeout = 31)]
async fn user() -> &'static str {
    "Ada"
}
