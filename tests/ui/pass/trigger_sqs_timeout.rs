//! Only a gateway waits no longer than 30 s: a queue does.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(sqs(queue = "orders"), timeout = 60)]
async fn order(order: String) -> Result<()> {
    drop(order);
    Ok(())
}
