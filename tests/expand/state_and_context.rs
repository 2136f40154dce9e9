#[lambda_fn(init = connect, memory = 256, timeout = "30s")]
async fn take_order(order: Order<'_>, context: Context, db: &Database) -> Result<Receipt, OrderError> {
    db.take(order, &context.request_id).await
}
