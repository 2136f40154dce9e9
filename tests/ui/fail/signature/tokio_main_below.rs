#[lambda_fn::lambda_fn]
#[tokio::main]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
