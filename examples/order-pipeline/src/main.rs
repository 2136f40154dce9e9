//! Orders of a FIFO queue, one at a time: an SNS topic sends them to the queue, and each customer is a message group.
//!
//! Orders of one customer are taken in their order, those of several customers side by side. One that fails comes back
//! with all that is behind it; one that cannot succeed is put aside, and those behind it go on; one that comes twice is
//! taken once.
//!
//! `cargo run -p order-pipeline` serves it; the `curl` line that this prints sends `event.json`.

mod order;
mod table;

use lambda_fn::{Discarded, Record, Result, lambda_fn};
use tracing::info;

use crate::order::{Order, OrderError};
use crate::table::{InMemoryTable, Placement, Table, TableError};

async fn open_table() -> Result<InMemoryTable> {
    Ok(InMemoryTable::with_stock([("bolt", 100), ("nut", 20), ("anvil", 1)]))
}

#[lambda_fn(
    sqs(queue = "orders.fifo", batch_size = 10, envelope = "sns"),
    init = open_table,
    on_discard = put_aside,
    concurrency = 4,
    timeout = "30s"
)]
async fn take_order(order: Record<Order>, table: &InMemoryTable) -> Result<(), OrderError> {
    let placement = place(&order, table).await?;
    info!(order = order.id, ?placement, received = order.receive_count(), "order taken");
    Ok(())
}

/// Queues deliver at least once: an order that is known already was taken the first time.
async fn place(order: &Order, table: &impl Table) -> Result<Placement, OrderError> {
    match table.place(order).await? {
        placement @ (Placement::New | Placement::Known) => Ok(placement),
        Placement::NoSuchItem => Err(OrderError::NoSuchItem),
        Placement::OutOfStock { left } => Err(OrderError::OutOfStock { left }),
    }
}

/// Takes the orders that cannot succeed. Where this fails too, the order comes again.
async fn put_aside(discarded: Discarded, table: &InMemoryTable) -> Result<(), TableError> {
    info!(id = discarded.id(), error_type = discarded.error_type(), "order put aside");
    table.put_aside(discarded).await
}

#[cfg(test)]
mod tests {
    use lambda_fn::{LambdaError, testing};

    use super::*;

    fn order(id: &str, item: &str, quantity: u32) -> Order {
        Order { id: id.to_owned(), item: item.to_owned(), quantity: quantity.try_into().unwrap() }
    }

    #[tokio::test]
    async fn an_order_that_comes_twice_is_taken_once() {
        let table = InMemoryTable::with_stock([("bolt", 5)]);
        for received in 1..3 {
            let record = testing::record(order("a", "bolt", 5)).receive_count(received).build();
            take_order(record, &table).await.unwrap();
        }
        assert_eq!(table.stock("bolt"), Some(0));
    }

    #[tokio::test]
    async fn what_is_out_of_stock_comes_again_and_leaves_no_trace() {
        let table = InMemoryTable::with_stock([("bolt", 5)]);
        let error = place(&order("a", "bolt", 6), &table).await.unwrap_err();
        assert_eq!((error.error_type(), error.retry()), ("OutOfStock", true));
        assert_eq!(place(&order("a", "bolt", 5), &table).await.unwrap(), Placement::New);
    }

    #[tokio::test]
    async fn what_the_shop_does_not_have_is_put_aside() {
        let table = InMemoryTable::with_stock([]);
        let error = place(&order("a", "unicorn", 1), &table).await.unwrap_err();
        assert_eq!((error.error_type(), error.retry()), ("NoSuchItem", false));

        for _ in 0..2 {
            put_aside(testing::discarded("{}").id("message").build(), &table).await.unwrap();
        }
        assert_eq!(table.aside(), ["message"]);
    }

    /// What the real table does on a bad day.
    struct Unavailable;

    impl Table for Unavailable {
        async fn place(&self, _: &Order) -> Result<Placement, TableError> {
            Err(TableError)
        }

        async fn put_aside(&self, _: Discarded) -> Result<(), TableError> {
            Err(TableError)
        }
    }

    #[tokio::test]
    async fn an_order_comes_again_where_the_table_does_not_answer() {
        let error = place(&order("a", "bolt", 1), &Unavailable).await.unwrap_err();
        assert_eq!((error.error_type(), error.retry()), ("Table.Unavailable", true));
    }
}
