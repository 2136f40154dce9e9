#[lambda_fn::lambda_fn]
async fn hello(name: String, _context: &mut lambda_fn::Context) -> lambda_fn::Result<String> {
    Ok(name)
}
