//! Handlers of records that do as their record says; the variable `HANDLER` chooses the source.

use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Duration;

use aws_lambda_events::dynamodb::{TimeWindowEvent, TimeWindowEventResponse};
use aws_lambda_events::kinesis::{KinesisTimeWindowEvent, KinesisTimeWindowEventResponse};
use lambda_fn::{
    Change, Context, Discarded, LambdaError, LambdaEvent, Partitioned, Raw, Record, Result, S3Object, lambda_fn,
};
use serde::Deserialize;
use tokio::sync::Barrier;
use tracing::info;

fn main() -> ExitCode {
    match std::env::var("HANDLER").as_deref() {
        Ok("sqs") => sqs(),
        Ok("any-error") => any_error(),
        Ok("fifo") => fifo(),
        Ok("undecodable") => undecodable(),
        Ok("sns-in-sqs") => sns_in_sqs(),
        Ok("eventbridge-in-sqs") => eventbridge_in_sqs(),
        Ok("s3-in-sqs") => s3_in_sqs(),
        Ok("s3-in-sns") => s3_in_sns(),
        Ok("kinesis") => kinesis(),
        Ok("kinesis-window") => kinesis_window(),
        Ok("dynamodb-window") => dynamodb_window(),
        Ok("kafka") => kafka(),
        Ok("kafka-on-demand") => kafka_on_demand(),
        Ok("sns") => sns(),
        Ok("s3") => s3(),
        Ok("eventbridge") => eventbridge(),
        Ok("dynamodb") => dynamodb(),
        Ok("cloudwatch-logs") => cloudwatch_logs(),
        Ok("firehose") => firehose(),
        Ok("firehose-partitions") => firehose_partitions(),
        Ok("schedule") => schedule(),
        Ok("managed") => managed(),
        Ok("managed-threads") => managed_threads(),
        other => panic!("there is no such handler: {other:?}"),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    Fine(u32),
    Fails,
    FailsForGood,
    Panics,
    Hangs,
    Exits(i32),
}

#[derive(Debug, LambdaError)]
enum OrderError {
    Closed,
    #[lambda(error_type = "Order.Unknown", retry = false)]
    Unknown,
}

impl std::fmt::Display for OrderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the order is refused")
    }
}

impl std::error::Error for OrderError {}

async fn take(order: Order) -> Result<(), OrderError> {
    match order {
        Order::Fine(number) => {
            info!(number, "taken");
            Ok(())
        }
        Order::Fails => Err(OrderError::Closed),
        Order::FailsForGood => Err(OrderError::Unknown),
        Order::Panics => panic!("as asked"),
        Order::Hangs => std::future::pending().await,
        Order::Exits(status) => std::process::exit(status),
    }
}

fn sqs() -> ExitCode {
    #[lambda_fn(sqs(queue = "orders", batch_size = 10), concurrency = 4)]
    async fn function(order: Order) -> Result<(), OrderError> {
        take(order).await
    }
    main()
}

/// Returns the error itself, or the type that it names.
fn any_error() -> ExitCode {
    #[lambda_fn(sqs(queue = "orders"))]
    async fn function(order: Record<Order>) -> Result<()> {
        match order.message_group() {
            Some("typed") => take(order.into_value()).await.map_err(lambda_fn::Error::typed),
            _ => Ok(take(order.into_value()).await?),
        }
    }
    main()
}

/// Keeps what is discarded.
async fn kept() -> Result<Mutex<Vec<String>>> {
    Ok(Mutex::new(Vec::new()))
}

async fn keep(discarded: Discarded, kept: &Mutex<Vec<String>>) -> Result<()> {
    let mut kept = kept.lock().map_err(|_| lambda_fn::Error::new("Poisoned", "the shelf is broken"))?;
    kept.push(discarded.id().to_owned());
    info!(kept = kept.len(), error_type = discarded.error_type(), "kept");
    Ok(())
}

fn fifo() -> ExitCode {
    #[lambda_fn(
        sqs(queue = "orders.fifo"),
        init = kept,
        on_discard = keep,
        concurrency = 3,
        timeout = 2,
        reserve = "1500ms"
    )]
    async fn function(order: Record<Order>, context: &Context, _: &Mutex<Vec<String>>) -> Result<(), OrderError> {
        info!(group = order.message_group(), received = order.receive_count(), id = context.request_id, "begun");
        take(order.into_value()).await
    }
    main()
}

fn undecodable() -> ExitCode {
    #[lambda_fn(sqs(queue = "orders.fifo"), init = kept, on_discard = keep, undecodable = "discard")]
    async fn function(order: Order) -> Result<(), OrderError> {
        take(order).await
    }
    main()
}

fn sns_in_sqs() -> ExitCode {
    #[lambda_fn(sqs(queue = "orders", envelope = "sns"))]
    async fn function(order: Record<Order>) -> Result<(), OrderError> {
        info!(around = order.attribute("Subject"), "begun");
        take(order.into_value()).await
    }
    main()
}

fn eventbridge_in_sqs() -> ExitCode {
    #[lambda_fn(sqs(queue = "orders", envelope = "eventbridge"))]
    async fn function(order: Record<Order>) -> Result<(), OrderError> {
        info!(around = order.event_name(), "begun");
        take(order.into_value()).await
    }
    main()
}

fn s3_in_sqs() -> ExitCode {
    #[lambda_fn(sqs(queue = "uploads", envelope = "s3"))]
    async fn function(object: Record<S3Object>) -> Result<()> {
        info!(object.key, around = object.event_name(), "found");
        if object.key == "fails" { Err(lambda_fn::Error::new("Asked", "as asked")) } else { Ok(()) }
    }
    main()
}

fn s3_in_sns() -> ExitCode {
    #[lambda_fn(sns(topic = "uploads", envelope = "s3"))]
    async fn function(object: S3Object) -> Result<()> {
        info!(object.key, "found");
        Ok(())
    }
    main()
}

fn kinesis_window() -> ExitCode {
    #[lambda_fn(kinesis(stream = "clicks"))]
    async fn function(event: LambdaEvent<KinesisTimeWindowEvent>) -> Result<KinesisTimeWindowEventResponse> {
        let event = event.payload;
        let mut response = KinesisTimeWindowEventResponse::default();
        let state = &mut response.time_window_event_response_properties.state;
        *state = event.time_window_properties.state;
        state.insert("records".to_owned(), event.kinesis_event.records.len().to_string());
        Ok(response)
    }
    main()
}

fn dynamodb_window() -> ExitCode {
    #[lambda_fn(dynamodb(table = "customers"))]
    async fn function(event: TimeWindowEvent) -> Result<TimeWindowEventResponse> {
        let mut response = TimeWindowEventResponse::default();
        let state = &mut response.time_window_event_response_properties.state;
        *state = event.time_window_properties.state;
        state.insert("records".to_owned(), event.dynamo_db_event.records.len().to_string());
        Ok(response)
    }
    main()
}

fn kinesis() -> ExitCode {
    #[lambda_fn(kinesis(stream = "clicks", starting_position = "LATEST"))]
    async fn function(order: Record<Order>) -> Result<(), OrderError> {
        info!(key = order.partition_key(), "begun");
        take(order.into_value()).await
    }
    main()
}

fn kafka() -> ExitCode {
    #[lambda_fn(kafka(topic = "orders", minimum_pollers = 1))]
    async fn function(order: Option<Order>) -> Result<(), OrderError> {
        match order {
            Some(order) => take(order).await,
            None => Ok(()),
        }
    }
    main()
}

fn kafka_on_demand() -> ExitCode {
    #[lambda_fn(kafka(topic = "orders"), concurrency = 2)]
    async fn function(order: Order) -> Result<(), OrderError> {
        take(order).await
    }
    main()
}

fn sns() -> ExitCode {
    #[lambda_fn(sns(topic = "orders"))]
    async fn function(order: Record<Order>) -> Result<(), OrderError> {
        info!(topic = order.topic(), "begun");
        take(order.into_value()).await
    }
    main()
}

fn s3() -> ExitCode {
    #[lambda_fn(s3(bucket = "reports", events = "s3:ObjectCreated:*"))]
    async fn function(object: S3Object) -> Result<()> {
        info!(object.key, object.bucket, "found");
        Ok(())
    }
    main()
}

fn eventbridge() -> ExitCode {
    #[lambda_fn(eventbridge(pattern = r#"{"source": ["shop"]}"#))]
    async fn function(order: Record<Order>) -> Result<(), OrderError> {
        info!(kind = order.event_name(), "begun");
        take(order.into_value()).await
    }
    main()
}

fn dynamodb() -> ExitCode {
    #[derive(Deserialize)]
    struct Key {
        id: u32,
    }

    #[lambda_fn(dynamodb(table = "orders", starting_position = "LATEST"))]
    async fn function(change: Change<Order>) -> Result<()> {
        match change.new {
            Some(order) => take(order).await?,
            None => {
                let Key { id } = change.keys()?;
                info!(id, "gone");
            }
        }
        Ok(())
    }
    main()
}

fn cloudwatch_logs() -> ExitCode {
    #[lambda_fn(cloudwatch_logs(group = "/aws/lambda/orders"))]
    async fn function(order: Record<Order>) -> Result<(), OrderError> {
        info!(group = order.attribute("logGroup"), "begun");
        take(order.into_value()).await
    }
    main()
}

fn firehose() -> ExitCode {
    #[lambda_fn(firehose(stream = "clicks"))]
    async fn function(line: Raw) -> Result<Option<Raw>> {
        match line.as_str() {
            Some("fail") => Err(lambda_fn::Error::new("Asked", "as asked")),
            Some("drop") | None => Ok(None),
            Some(line) => Ok(Some(Raw::from(line.to_uppercase()))),
        }
    }
    main()
}

fn firehose_partitions() -> ExitCode {
    #[lambda_fn(firehose(stream = "clicks"))]
    async fn function(line: Raw) -> Result<Option<Partitioned<Raw>>> {
        let line = line.as_str().unwrap_or_default();
        Ok(Some(Partitioned::new(Raw::from(line.to_uppercase())).key("line", line)))
    }
    main()
}

fn schedule() -> ExitCode {
    #[derive(Deserialize)]
    struct Scheduled {
        detail: Job,
    }

    #[derive(Deserialize)]
    struct Job {
        #[serde(default)]
        name: String,
    }

    #[lambda_fn(schedule("cron(0 3 ? * MON-FRI *)", timezone = "Europe/Berlin"))]
    async fn function(event: Scheduled) -> Result<String> {
        Ok(event.detail.name)
    }
    main()
}

fn managed() -> ExitCode {
    #[lambda_fn(
        sqs(queue = "orders"),
        managed_instances = true,
        init = kept,
        on_discard = keep,
        concurrency = 2
    )]
    async fn function(order: Order, context: Context, _: &Mutex<Vec<String>>) -> Result<(), OrderError> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        info!(id = context.request_id, "begun");
        take(order).await
    }
    main()
}

/// Of so many batches the first records meet, so that all of them are in flight at once.
async fn meeting() -> Result<Barrier> {
    Ok(Barrier::new(8))
}

fn managed_threads() -> ExitCode {
    #[lambda_fn(
        sqs(queue = "orders.fifo"),
        managed_instances = true,
        runtime = "multi_thread",
        worker_threads = 4,
        init = meeting,
        concurrency = 3
    )]
    async fn function(order: Record<Order>, meeting: &Barrier) -> Result<(), OrderError> {
        info!(id = order.id(), "begun");
        if order.id().ends_with("-0") {
            meeting.wait().await;
        }
        tokio::task::yield_now().await;
        take(order.into_value()).await
    }
    main()
}
