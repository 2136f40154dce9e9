#[lambda_fn::lambda_fn(http(route = "GET /users/{id}"))]
async fn user(lambda_fn::http::Path((id, friend)): lambda_fn::http::Path<(u64, u64)>) -> String {
    format!("{id} {friend}")
}
