use std::time::Duration;

use lambda_fn::{Result, lambda_fn};

#[path = "../../../shared/greeting.rs"]
mod greeting;
use greeting::{Request, Response};

#[lambda_fn(managed_instances = true, runtime = "multi_thread")]
async fn handler(event: Request) -> Result<Response> {
    tokio::time::sleep(Duration::from_millis(10)).await;
    Ok(event.greeting())
}
