struct Response {
    _message: String,
}

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> lambda_fn::Result<Response> {
    Ok(Response { _message: name })
}
