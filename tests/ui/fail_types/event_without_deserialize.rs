struct Request {
    name: String,
}

#[lambda_fn::lambda_fn]
async fn hello(request: Request) -> lambda_fn::Result<String> {
    Ok(request.name)
}
