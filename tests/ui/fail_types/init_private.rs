mod start {
    async fn setup() -> lambda_fn::Result<String> {
        Ok("Hello".into())
    }
}

#[lambda_fn::lambda_fn(init = start::setup)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
