struct Request<'a> {
    name: &'a str,
}

#[lambda_fn::lambda_fn]
async fn hello(request: Request<'_>) -> lambda_fn::Result<String> {
    Ok(request.name.to_owned())
}
