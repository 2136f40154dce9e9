//! What is ordered, and why an order fails.

use std::num::NonZeroU32;

use lambda_fn::LambdaError;
use serde::Deserialize;

use crate::table::TableError;

#[derive(Deserialize)]
pub(crate) struct Order {
    /// Given by the customer: the same in every delivery of the order, which the id of a message need not be.
    pub(crate) id: String,
    pub(crate) item: String,
    pub(crate) quantity: NonZeroU32,
}

#[derive(Debug, thiserror::Error, LambdaError)]
pub(crate) enum OrderError {
    /// It never will be there: to try again is of no use.
    #[error("the shop has no such item")]
    #[lambda(retry = false)]
    NoSuchItem,

    /// More is on its way, so the order comes again, and the customer's further orders wait behind it.
    #[error("only {left} are left")]
    OutOfStock { left: u32 },

    #[error(transparent)]
    #[lambda(transparent)]
    Table(#[from] TableError),
}
