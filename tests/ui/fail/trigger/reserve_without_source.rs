#[lambda_fn::lambda_fn(reserve = "500ms")]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
