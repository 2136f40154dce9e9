#[lambda_fn::lambda_fn(stream, http)]
async fn hello() -> &'static str {
    "hello"
}
