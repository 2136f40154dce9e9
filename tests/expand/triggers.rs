#[lambda_fn(
    sqs(queue = "orders.fifo", maximum_concurrency = 20),
    kinesis(stream = "clicks", starting_position = "LATEST", bisect_on_error = true, maximum_retry_attempts = -1),
    dynamodb(table = "customers", parallelization_factor = 4, maximum_record_age = "60m"),
    kafka(topic = "orders", cluster = "arn:aws:kafka:eu-central-1:123456789012:cluster/main/a1-2"),
    sns(topic = "orders"),
    s3(bucket = "reports", events = ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"], prefix = "in/"),
    eventbridge(pattern = r#"{"source": ["shop"]}"#, bus = "orders"),
    schedule("cron(0 3 * * ? *)", timezone = "Europe/Berlin"),
    cloudwatch_logs(group = "/aws/lambda/orders", filter = "ERROR"),
    firehose,
    firehose(stream = "clicks"),
    cognito("CustomSMSSender"),
    crate = platform
)]
async fn refresh() -> Result<()> {
    Ok(())
}
