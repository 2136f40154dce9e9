#[lambda_fn::lambda_fn]
#[test]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
