use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde_json::value::RawValue;

#[path = "../../tuned/src/logs.rs"]
mod logs;
#[path = "../../shared/queued_order.rs"]
mod queued_order;
#[path = "../../shared/on_this_thread.rs"]
mod on_this_thread;
use queued_order::QueuedOrder;
use on_this_thread::on_this_thread;

async fn take(body: &str) -> Result<(), Error> {
    let order: QueuedOrder = serde_json::from_str(body)?;
    Ok(order.take()?)
}

/// By itself, `lambda_runtime` would keep the path of every key as it decodes.
async fn function_handler(event: LambdaEvent<Box<RawValue>>) -> Result<SqsBatchResponse, Error> {
    let SqsEvent { records, .. } = serde_json::from_str(event.payload.get())?;
    let mut response = SqsBatchResponse::default();
    for record in &records {
        let body = record.body.as_deref().unwrap_or_default();
        if let Err(error) = take(body).await {
            let id = record.message_id.clone().unwrap_or_default();
            tracing::error!(record_id = id, error, "record failed");
            response.add_failure(id);
        }
    }
    tracing::info!(records = records.len(), failed = response.batch_item_failures.len(), "batch handled");
    Ok(response)
}

fn main() -> Result<(), Error> {
    logs::init();
    on_this_thread(run(service_fn(function_handler)))
}
