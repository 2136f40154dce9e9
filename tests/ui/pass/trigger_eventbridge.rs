//! A pattern, on a bus of its own.

use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct Order {
    id: String,
}

#[lambda_fn(eventbridge(
    pattern = r#"{"source": ["shop"], "detail": {"total": [{"numeric": [">", 100]}]}}"#,
    bus = "orders"
))]
async fn order(order: Order) -> Result<()> {
    drop(order.id);
    Ok(())
}
