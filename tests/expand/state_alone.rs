#[lambda_fn(init = setup::table)]
async fn count(table: &Table) -> Result<usize> {
    Ok(table.len())
}
