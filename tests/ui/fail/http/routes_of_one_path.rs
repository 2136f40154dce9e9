#[lambda_fn::lambda_fn(http(routes = ["GET /users/{id}", "PUT /users/{name}"]))]
async fn user() -> &'static str {
    "Ada"
}
