#[lambda_fn(init = connect, managed_instances = true, runtime = "multi_thread", worker_threads = 4)]
async fn order(order: Order, db: &Database) -> Result<Receipt> {
    db.take(order).await
}
