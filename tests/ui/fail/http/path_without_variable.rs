#[lambda_fn::lambda_fn(http(route = "GET /users"))]
async fn user(lambda_fn::http::Path(id): lambda_fn::http::Path<u64>) -> String {
    id.to_string()
}
