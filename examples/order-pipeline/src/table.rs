//! Where orders are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard};

use lambda_fn::{Discarded, LambdaError};

use crate::order::Order;

/// What the pipeline asks of its table. Every write may come twice, and counts once.
pub(crate) trait Table {
    /// Writes the order down and takes it out of the stock: both or neither. In DynamoDB one `TransactWriteItems`, of a
    /// `Put` where `attribute_not_exists(id)` and an `Update` where `stock >= :quantity`.
    async fn place(&self, order: &Order) -> Result<Placement, TableError>;

    /// Keeps an order that cannot succeed, for people to look at: a `PutItem` under the id of its message.
    async fn put_aside(&self, discarded: Discarded) -> Result<(), TableError>;
}

/// What became of an order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Placement {
    New,
    Known,
    NoSuchItem,
    OutOfStock { left: u32 },
}

#[derive(Debug, thiserror::Error, LambdaError)]
#[error("the table does not answer")]
#[lambda(error_type = "Table.Unavailable")]
pub(crate) struct TableError;

/// In place of the real table: it is gone when the execution environment ends.
#[derive(Default)]
pub(crate) struct InMemoryTable(Mutex<Items>);

#[derive(Default)]
struct Items {
    stock: BTreeMap<String, u32>,
    orders: BTreeSet<String>,
    aside: BTreeMap<String, Discarded>,
}

impl InMemoryTable {
    pub(crate) fn with_stock<const N: usize>(stock: [(&str, u32); N]) -> Self {
        let stock = stock.map(|(item, left)| (item.to_owned(), left)).into();
        Self(Mutex::new(Items { stock, ..Items::default() }))
    }

    fn items(&self) -> Result<MutexGuard<'_, Items>, TableError> {
        self.0.lock().map_err(|_| TableError)
    }

    #[cfg(test)]
    pub(crate) fn stock(&self, item: &str) -> Option<u32> {
        self.items().unwrap().stock.get(item).copied()
    }

    #[cfg(test)]
    pub(crate) fn aside(&self) -> Vec<String> {
        self.items().unwrap().aside.keys().cloned().collect()
    }
}

impl Table for InMemoryTable {
    async fn place(&self, order: &Order) -> Result<Placement, TableError> {
        let mut items = self.items()?;
        let Items { stock, orders, .. } = &mut *items;
        if orders.contains(&order.id) {
            return Ok(Placement::Known);
        }
        let Some(left) = stock.get_mut(&order.item) else { return Ok(Placement::NoSuchItem) };
        let Some(rest) = left.checked_sub(order.quantity.get()) else {
            return Ok(Placement::OutOfStock { left: *left });
        };
        *left = rest;
        orders.insert(order.id.clone());
        Ok(Placement::New)
    }

    async fn put_aside(&self, discarded: Discarded) -> Result<(), TableError> {
        self.items()?.aside.insert(discarded.id().to_owned(), discarded);
        Ok(())
    }
}
