#[lambda_fn]
async fn hello(request: Request) -> Result<Response> {
    Ok(Response { message: format!("Hello, {}!", request.name) })
}
