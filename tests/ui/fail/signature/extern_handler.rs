#[lambda_fn::lambda_fn]
async extern "C" fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
