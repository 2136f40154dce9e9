async fn setup() -> lambda_fn::Result<String> {
    Ok("pool".into())
}

async fn close(_pool: &u32) {}

#[lambda_fn::lambda_fn(init = setup, shutdown = close)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
