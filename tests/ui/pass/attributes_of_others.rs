//! Attributes on what the expansion calls cause no warning in it.

use lambda_fn::{Result, lambda_fn};

/// What the function holds.
pub struct Store;

#[deprecated = "opens the old store"]
#[must_use = "it is looked at"]
#[inline]
#[cold]
async fn open() -> Result<Store> {
    Ok(Store)
}

#[deprecated]
#[must_use = "it is looked at"]
async fn close(_: &Store) {}

#[deprecated]
#[must_use = "it is reported"]
async fn discard(_: lambda_fn::Discarded) -> Result<()> {
    Ok(())
}

#[lambda_fn(sqs(queue = "orders"), init = open, shutdown = close, on_discard = discard)]
#[deprecated(note = "the orders come by HTTP")]
#[must_use = "a handler's result goes to Lambda"]
#[inline]
#[cold]
#[allow(clippy::needless_pass_by_value, reason = "the record is the handler's")]
async fn order(order: String, store: &Store) -> Result<()> {
    let (_, _) = (order, store);
    Ok(())
}
