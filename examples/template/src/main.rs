{% if kind == "event" -%}
//! Greets whoever the event names.

use lambda_fn::{Result, lambda_fn};
use serde::{Deserialize, Serialize};
use tracing::info;

#[derive(Deserialize)]
struct Request {
    name: String,
}

#[derive(Serialize)]
struct Response {
    message: String,
}

#[lambda_fn(
    name = "{{ project_name }}",
    description = "Greets whoever the event names",
    memory = 256,
    timeout = "10s",
    arch = "arm64"
)]
async fn function(request: Request) -> Result<Response> {
    info!("an event is served");
    let message = format!("Hello, {}!", request.name);
    Ok(Response { message })
}
{%- elsif kind == "http" -%}
//! Greets whoever the query names: `/?name=Lambda`.

use lambda_fn::http::{Json, Query};
use lambda_fn::{Result, lambda_fn};
use serde::{Deserialize, Serialize};
use tracing::info;

#[derive(Deserialize)]
struct Request {
    name: String,
}

#[derive(Serialize)]
struct Response {
    message: String,
}

#[lambda_fn(
    name = "{{ project_name }}",
    description = "Greets whoever the query names",
    http(kind = "function-url"),
    memory = 256,
    timeout = "10s",
    arch = "arm64"
)]
async fn function(Query(request): Query<Request>) -> Result<Json<Response>> {
    info!("a request is served");
    let message = format!("Hello, {}!", request.name);
    Ok(Json(Response { message }))
}
{%- elsif kind == "sqs" -%}
//! Takes the messages of a queue, each for itself: one that fails comes back alone.

use lambda_fn::{Record, Result, lambda_fn};
use serde::Deserialize;
use tracing::info;

#[derive(Deserialize)]
struct Message {
    name: String,
}

#[lambda_fn(
    name = "{{ project_name }}",
    description = "Takes the messages of a queue",
    sqs(queue = "{{ project_name }}", batch_size = 10),
    memory = 256,
    timeout = "30s",
    arch = "arm64"
)]
async fn function(message: Record<Message>) -> Result<()> {
    info!(name = message.name, "a message is taken");
    Ok(())
}
{%- elsif kind == "schedule" -%}
//! Runs each night.

use lambda_fn::events::eventbridge::EventBridgeEvent;
use lambda_fn::{Result, lambda_fn};
use tracing::info;

#[lambda_fn(
    name = "{{ project_name }}",
    description = "Runs each night",
    schedule("cron(30 3 * * ? *)", timezone = "Europe/Berlin"),
    memory = 256,
    timeout = "1m",
    arch = "arm64"
)]
async fn function(event: EventBridgeEvent) -> Result<()> {
    info!(time = ?event.time, "it is time");
    Ok(())
}
{%- else -%}
{{ the_kind_is_none_of_event_http_sqs_schedule }}
{%- endif %}
