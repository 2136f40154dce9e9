#[lambda_fn::lambda_fn(http, timeout = 31)]
async fn user() -> &'static str {
    "Ada"
}
