#[lambda_fn::lambda_fn]
const async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
