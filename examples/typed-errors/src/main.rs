//! Errors that a state machine can tell apart.

use lambda_fn::lambda_fn;
use typed_errors::{Order, OrderError, Receipt, take};

#[lambda_fn]
async fn order(order: Order) -> Result<Receipt, OrderError> {
    take(&order)
}
