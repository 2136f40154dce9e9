//! A function that every kind of source calls.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(
    sqs(queue = "orders", batch_size = 100, batching_window = 5, maximum_concurrency = 20, envelope = "eventbridge"),
    sqs(queue = "returns.fifo"),
    kinesis(stream = "clicks", starting_position = "LATEST", bisect_on_error = true, maximum_retry_attempts = 0),
    dynamodb(table = "customers", parallelization_factor = 2, maximum_record_age = "10m"),
    kafka(topic = "orders", cluster = "arn:aws:kafka:eu-central-1:123456789012:cluster/main/a1-2"),
    sns(topic = "orders"),
    s3(bucket = "reports", events = ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"], prefix = "in/", suffix = ".csv"),
    eventbridge(pattern = r#"{"source": ["shop"]}"#, bus = "orders"),
    schedule("cron(0 3 ? * MON-FRI *)", timezone = "Europe/Berlin"),
    cloudwatch_logs(group = "/aws/lambda/orders", filter = "ERROR"),
    firehose,
    cognito("CustomSMSSender")
)]
async fn refresh() -> Result<()> {
    Ok(())
}
