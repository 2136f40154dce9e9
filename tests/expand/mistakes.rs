#[lambda_fn(memory = 64, tracing = "off")]
#[tokio::main]
#[cfg(feature = "hello")]
async fn hello(request: Request) -> Result<Response> {
    Ok(request.into())
}
