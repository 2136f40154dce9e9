struct Context;

#[lambda_fn::lambda_fn]
async fn hello(name: String, _context: &Context) -> lambda_fn::Result<String> {
    Ok(name)
}
