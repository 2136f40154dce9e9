#[lambda_fn::lambda_fn(schedule("rate(1 day)"), reserve = "1s", on_discard = dead_letter)]
async fn refresh() -> lambda_fn::Result<()> {
    Ok(())
}
