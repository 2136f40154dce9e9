#[lambda_fn::lambda_fn]
async unsafe fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
