struct Setup;

#[lambda_fn::lambda_fn(init = Setup)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
