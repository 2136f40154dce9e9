#[lambda_fn::lambda_fn(http(kind = "alb", stream))]
async fn user() -> &'static str {
    "Ada"
}
