#[lambda_fn::lambda_fn(http(route = "GET /users/{id}/friends/{friend}"))]
async fn user(lambda_fn::http::Path(id): lambda_fn::http::Path<u64>) -> String {
    id.to_string()
}
