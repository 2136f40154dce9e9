#[lambda_fn::lambda_fn(http(routes = ["ANY /files/{proxy+}", "GET /files/{file}"]))]
async fn files(lambda_fn::http::Path(path): lambda_fn::http::Path<String>) -> String {
    path
}
