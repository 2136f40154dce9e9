//! A state that is not `Sync`, where events come one after the other.

use std::cell::Cell;

use lambda_fn::{Result, lambda_fn};

async fn setup() -> Result<Cell<u32>> {
    std::future::ready(Ok(Cell::new(0))).await
}

#[lambda_fn(init = setup)]
async fn count(by: u32, served: &Cell<u32>) -> Result<u32> {
    Ok(served.replace(served.get() + by))
}
