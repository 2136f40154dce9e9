use lambda_fn::lambda_fn;

#[path = "../../../shared/queued_order.rs"]
mod queued_order;
use queued_order::{QueuedOrder, Refused};

#[lambda_fn(sqs(queue = "orders", batch_size = 10))]
async fn handler(order: QueuedOrder) -> Result<(), Refused> {
    order.take()
}
