#[lambda_fn(http(routes = ["GET /a", "ANY /{proxy+}", "$default"]))]
async fn echo(body: Bytes) -> Bytes {
    body
}
