//! The event of the stream as AWS's struct has it.

use lambda_fn::events::dynamodb::Event;
use lambda_fn::{Result, lambda_fn};

#[lambda_fn(dynamodb(table = "orders"))]
async fn count(event: Event) -> Result<usize> {
    Ok(event.records.len())
}
