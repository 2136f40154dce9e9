#[lambda_fn::lambda_fn(http)]
async fn user(lambda_fn::http::Path(id): lambda_fn::http::Path<u64>) -> String {
    id.to_string()
}
