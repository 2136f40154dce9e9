//! Sources that have nothing in common but to call the function.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(schedule("rate(1 hour)"), sns(topic = "prices-changed"), sqs(queue = "refresh"), timeout = "15m")]
async fn refresh() -> Result<()> {
    Ok(())
}
