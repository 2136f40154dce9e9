#[lambda_fn::lambda_fn(http(routes = ["GET /users", "POST /users", "GET /users"]))]
async fn user() -> &'static str {
    "Ada"
}
