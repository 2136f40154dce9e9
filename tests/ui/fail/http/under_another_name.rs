#[lambda_fn::lambda_fn(api(route = "GET /users"))]
async fn user() -> &'static str {
    "Ada"
}
