#[lambda_fn::lambda_fn(http(route = "FETCH /users"))]
async fn user() -> &'static str {
    "Ada"
}
