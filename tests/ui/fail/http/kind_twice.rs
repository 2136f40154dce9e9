#[lambda_fn::lambda_fn(http(kind = "alb", kind = "rest-api"))]
async fn user() -> &'static str {
    "Ada"
}
