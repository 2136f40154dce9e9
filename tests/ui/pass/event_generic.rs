//! An event of a generic type.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn sum(numbers: Vec<Option<u64>>) -> Result<u64> {
    Ok(numbers.into_iter().flatten().sum())
}
