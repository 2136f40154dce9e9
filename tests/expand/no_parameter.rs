#[lambda_fn(runtime = "multi_thread")]
async fn tick() -> Result<()> {
    Ok(())
}
