#[lambda_fn::lambda_fn(http(cors = true))]
async fn user() -> &'static str {
    "Ada"
}
