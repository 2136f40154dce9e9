#[lambda_fn::lambda_fn]
async fn hello(name: String, #[cfg(unix)] _context: lambda_fn::Context) -> lambda_fn::Result<String> {
    Ok(name)
}
