#[lambda_fn::lambda_fn(http(route = "GET /users/{user-id}"))]
async fn user(lambda_fn::http::Query(page): lambda_fn::http::Query<u64>) -> String {
    page.to_string()
}
