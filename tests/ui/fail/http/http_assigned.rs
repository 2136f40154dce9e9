#[lambda_fn::lambda_fn(http = "GET /users")]
async fn user() -> &'static str {
    "Ada"
}
