#[lambda_fn(http(routes = ["GET /a", "ANY /{proxy+}", "$default"]))]
async fn echo(request: Request) -> Response {
    Response::new(request.into_body())
}
