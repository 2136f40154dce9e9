#[lambda_fn::lambda_fn(http(route = "GET /users/user-{id}"))]
async fn user() -> &'static str {
    "Ada"
}
