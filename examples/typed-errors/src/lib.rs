//! What both functions of this example share: a shop with little in store.

use lambda_fn::LambdaError;
use serde::{Deserialize, Serialize};

/// An order for one item.
#[derive(Deserialize)]
pub struct Order {
    /// What is ordered.
    pub item: String,
    /// How many of it.
    pub quantity: u32,
}

/// What the customer gets.
#[derive(Serialize)]
pub struct Receipt {
    /// The price of all, in cents.
    pub cents: u64,
}

/// Why an order fails. Step Functions sees the names of the variants as error types:
///
/// ```json
/// "Retry": [{ "ErrorEquals": ["Warehouse.Unreachable"], "MaxAttempts": 3 }],
/// "Catch": [{ "ErrorEquals": ["UnknownItem", "OutOfStock"], "Next": "TellCustomer" }]
/// ```
#[derive(Debug, thiserror::Error, LambdaError)]
pub enum OrderError {
    /// The shop has never had it.
    #[error("there is no item `{item}`")]
    #[lambda(status = 404, retry = false)]
    UnknownItem {
        /// What was ordered.
        item: String,
    },

    /// The shop has too few of it.
    #[error("{left} are left")]
    #[lambda(status = 409, retry = false)]
    OutOfStock {
        /// How many there are.
        left: u32,
    },

    /// The warehouse's own error, under its own type.
    #[error(transparent)]
    #[lambda(transparent)]
    Warehouse(#[from] WarehouseError),
}

/// The warehouse does not answer.
#[derive(Debug, thiserror::Error, LambdaError)]
#[error("the warehouse does not answer")]
#[lambda(error_type = "Warehouse.Unreachable", status = 503)]
pub struct WarehouseError {
    #[from]
    source: std::io::Error,
}

/// Takes an order.
///
/// # Errors
///
/// Each variant of [`OrderError`] stands for one thing that goes wrong.
pub fn take(order: &Order) -> Result<Receipt, OrderError> {
    let (left, cents) = match order.item.as_str() {
        "bolt" => (1000, 5),
        "nut" => (3, 4),
        "anvil" => return Err(WarehouseError::from(std::io::Error::from(std::io::ErrorKind::TimedOut)).into()),
        other => return Err(OrderError::UnknownItem { item: other.to_owned() }),
    };
    if order.quantity > left {
        return Err(OrderError::OutOfStock { left });
    }
    Ok(Receipt { cents: cents * u64::from(order.quantity) })
}
