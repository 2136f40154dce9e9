//! The handler of AWS's documentation for `lambda_runtime`, unchanged but for the attribute that replaces its `main`.

use lambda_fn::{Error, LambdaEvent, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Request {
    command: String,
}

#[derive(Serialize)]
struct Response {
    req_id: String,
    msg: String,
}

#[lambda_fn]
async fn handler(event: LambdaEvent<Request>) -> Result<Response, Error> {
    let command = event.payload.command;
    Ok(Response { req_id: event.context.request_id, msg: format!("Command {command} executed.") })
}
