#[lambda_fn::lambda_fn(sns(topic = "or.ders"))]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
