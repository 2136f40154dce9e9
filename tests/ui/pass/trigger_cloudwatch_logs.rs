//! A log group with a filter, and its events as a whole: records of it take a feature.

use lambda_fn::{LambdaEvent, Result, lambda_fn};
use serde::Deserialize;

#[derive(Deserialize)]
struct LogsEvent {
    awslogs: serde::de::IgnoredAny,
}

#[lambda_fn(cloudwatch_logs(group = "/aws/lambda/orders", filter = "ERROR"))]
async fn order(event: LambdaEvent<LogsEvent>) -> Result<()> {
    let LogsEvent { awslogs: serde::de::IgnoredAny } = event.payload;
    Ok(())
}
