//! Takes the messages of a queue, does as each says, and notes which it is done with; the variable `HANDLER` chooses
//! the queue.

use std::fs::OpenOptions;
use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use lambda_fn::{Context, LambdaError, Record, lambda_fn};
use serde::Deserialize;

fn main() -> ExitCode {
    match std::env::var("HANDLER").as_deref() {
        Ok("standard") => standard(),
        Ok("fifo") => fifo(),
        other => panic!("there is no such handler: {other:?}"),
    }
}

#[derive(Deserialize)]
struct Order {
    number: u32,
    outcome: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Ok,
    Fails,
    Refused,
    Panics,
    /// Until it is cancelled.
    Hangs,
    /// Ends the process, when it comes for the first time.
    Aborts,
    /// Until Lambda ends the process, when it comes for the first time.
    Blocks,
}

#[derive(Debug, thiserror::Error, LambdaError)]
enum OrderError {
    #[error("the order failed")]
    Failed,
    #[error("the order is refused")]
    #[lambda(retry = false)]
    Refused,
    #[error("the note cannot be written")]
    Unwritten(#[from] std::io::Error),
}

fn standard() -> ExitCode {
    #[lambda_fn(sqs(queue = "orders", batch_size = 10), concurrency = 4, timeout = 2)]
    async fn function(order: Record<Order>, context: &Context) -> Result<(), OrderError> {
        take(&order, context).await
    }
    main()
}

fn fifo() -> ExitCode {
    #[lambda_fn(sqs(queue = "orders.fifo", batch_size = 10), concurrency = 3, timeout = 2)]
    async fn function(order: Record<Order>, context: &Context) -> Result<(), OrderError> {
        take(&order, context).await
    }
    main()
}

async fn take(order: &Record<Order>, context: &Context) -> Result<(), OrderError> {
    let first = order.receive_count() == Some(1);
    match order.outcome {
        Outcome::Aborts if first => std::process::abort(),
        Outcome::Blocks if first => std::thread::sleep(Duration::from_secs(60)),
        Outcome::Ok | Outcome::Aborts | Outcome::Blocks => {}
        Outcome::Fails => return Err(OrderError::Failed),
        Outcome::Panics => panic!("as asked"),
        Outcome::Hangs => std::future::pending().await,
        Outcome::Refused => {
            note(order.number, context)?;
            return Err(OrderError::Refused);
        }
    }
    note(order.number, context)?;
    Ok(())
}

/// Adds a line to the file that the variable `NOTES` names.
fn note(number: u32, context: &Context) -> std::io::Result<()> {
    let path = std::env::var("NOTES").map_err(std::io::Error::other)?;
    let mut notes = OpenOptions::new().append(true).create(true).open(path)?;
    notes.write_all(format!("{} {number}\n", context.request_id).as_bytes())
}
