#[lambda_fn(init = connect, shutdown = close)]
async fn order(order: Order, db: &Database) -> Result<Receipt> {
    db.take(order).await
}
