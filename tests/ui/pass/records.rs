//! Handlers of records: one of a queue, with all that can stand around it.

use lambda_fn::{Context, Discarded, Record, Result, lambda_fn};
use serde::Deserialize;

/// An order that borrows from its message.
#[derive(Deserialize)]
pub struct Order<'a> {
    item: &'a str,
}

/// What `init` makes.
pub struct Shop {
    name: String,
}

async fn open() -> Result<Shop> {
    Ok(Shop { name: "shop".to_owned() })
}

async fn keep(discarded: Discarded, shop: &Shop) -> Result<()> {
    println!("{} of {}: {}", discarded.id(), shop.name, discarded.error_type());
    Ok(())
}

/// Takes an order.
///
/// # Errors
/// Never.
#[lambda_fn(
    sqs(queue = "orders.fifo", batch_size = 5),
    init = open,
    on_discard = keep,
    concurrency = 8,
    reserve = "1s",
    timeout = 30,
    managed_instances = true
)]
pub async fn take(order: Record<Order<'_>>, shop: &Shop, context: &Context) -> Result<()> {
    println!("{}: {} of {}, {:?}", context.request_id, order.item, shop.name, order.message_group());
    Ok(())
}
