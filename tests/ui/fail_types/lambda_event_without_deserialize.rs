struct Request {
    name: String,
}

#[lambda_fn::lambda_fn]
async fn hello(event: lambda_fn::LambdaEvent<Request>) -> lambda_fn::Result<String> {
    Ok(event.payload.name)
}
