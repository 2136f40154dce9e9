//! What `init` makes is for the discarded records alone.

use lambda_fn::{Discarded, LambdaError, Result, lambda_fn};

/// Where the discarded records go.
pub struct Shelf {
    name: String,
}

#[derive(Debug, LambdaError)]
#[lambda(retry = false)]
struct UnknownOrder;

impl std::fmt::Display for UnknownOrder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("nobody knows the order")
    }
}

impl std::error::Error for UnknownOrder {}

async fn build() -> Result<Shelf> {
    Ok(Shelf { name: "shelf".to_owned() })
}

async fn keep(discarded: Discarded, shelf: &Shelf) -> Result<()> {
    println!("{} is on the {}", discarded.id(), shelf.name);
    Ok(())
}

#[lambda_fn(sqs(queue = "orders"), init = build, on_discard = keep)]
async fn take(order: String) -> Result<(), UnknownOrder> {
    println!("{order}");
    Err(UnknownOrder)
}
