//! The same function under `anyhow`: less to declare, and one error type for all.

use anyhow::Context;
use lambda_fn::lambda_fn;
use typed_errors::{Order, Receipt, take};

#[lambda_fn]
async fn order_anyhow(order: Order) -> anyhow::Result<Receipt> {
    take(&order).with_context(|| format!("{} of an item cannot be had", order.quantity))
}
