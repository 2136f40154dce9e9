#[lambda_fn(http(routes = ["GET /a/b", "POST /a/{id}", "ANY /{proxy+}", "$default"]))]
async fn echo(request: Request) -> Response {
    Response::new(request.into_body())
}
