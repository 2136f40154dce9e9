//! Records side by side, with time kept back before the deadline, and a handler for those that are given up.

use lambda_fn::{Discarded, Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

async fn keep(discarded: Discarded) -> Result<()> {
    drop(std::future::ready(discarded).await);
    Ok(())
}

#[lambda_fn(sqs(queue = "orders"), concurrency = 1000, reserve = "1999ms", timeout = 2, on_discard = keep, undecodable = "discard")]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
