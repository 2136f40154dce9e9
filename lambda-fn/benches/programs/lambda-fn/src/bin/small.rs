use lambda_fn::{Result, lambda_fn};

#[path = "../../../shared/greeting.rs"]
mod greeting;
use greeting::{Request, Response};

#[lambda_fn]
async fn handler(event: Request) -> Result<Response> {
    Ok(event.greeting())
}
