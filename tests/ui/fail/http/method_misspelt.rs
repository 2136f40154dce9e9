#[lambda_fn::lambda_fn(http(route = "DELET /users"))]
async fn user() -> &'static str {
    "Ada"
}
