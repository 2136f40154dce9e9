#[lambda_fn::lambda_fn(http(route = "GET /users", routes = ["POST /users"]))]
async fn user() -> &'static str {
    "Ada"
}
