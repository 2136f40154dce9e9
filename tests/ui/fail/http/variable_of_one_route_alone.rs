#[lambda_fn::lambda_fn(http(routes = ["GET /", "ANY /{proxy+}"]))]
async fn page(_: lambda_fn::http::Method) -> &'static str {
    "page"
}
