#[lambda_fn::lambda_fn(kafka(topic = "orders"), kafka(topic = "orders", batch_size = 10))]
async fn hello(name: String) -> lambda_fn::Result<()> {
    drop(name);
    Ok(())
}
