#[lambda_fn::lambda_fn(on_discard = dead_letter)]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
