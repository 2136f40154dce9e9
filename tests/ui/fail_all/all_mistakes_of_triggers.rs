#[lambda_fn::lambda_fn(
    sqs(queue = "or.ders", batch_sise = 5, batching_window = 301, envelope = "SNS"),
    sqs(queue = "https://example.com/returns", maximum_concurrency = 1),
    kinesis(starting_position = "latest", bisect_on_error = 1),
    s3(bucket = "Reports", events = ["s3:ObjectMoved:*", "s3:ObjectCreated"]),
    eventbridge(pattern = r#"{"source": "shop", "detail": {"total": [{"numerc": [">", 1]}]}}"#),
    schedule("cron(60 24 1 * MON *)", timezone = "Berlin"),
    timeout = 900,
    concurrency = 0,
    reserve = "1h",
    firehose = true,
    batch_size = 10
)]
async fn order(order: String) -> lambda_fn::Result<()> {
    drop(order);
    Ok(())
}
