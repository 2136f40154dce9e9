#[lambda_fn::lambda_fn(http(routes = ["GET /", "ANY /{proxy+}"]))]
async fn page(lambda_fn::http::Path(path): lambda_fn::http::Path<String>) -> String {
    path
}
