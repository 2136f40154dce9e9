#[lambda_fn(init = warm_up)]
async fn tick() -> Result<()> {
    Ok(())
}
