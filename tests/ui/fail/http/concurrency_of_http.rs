#[lambda_fn::lambda_fn(http, concurrency = 4)]
async fn user() -> &'static str {
    "Ada"
}
