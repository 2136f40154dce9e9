#[path = "../../../shared/order_batch.rs"]
mod order_batch;
use order_batch::OrderBatch;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    floor::run(OrderBatch::summary)
}
