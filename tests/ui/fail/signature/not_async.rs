#[lambda_fn::lambda_fn]
fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
