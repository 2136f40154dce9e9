async fn refresh() -> Result<()> {
    Ok(())
}
fn main() -> ::std::process::ExitCode {
    use ::platform as lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        triggers: &[
            lambda_fn::Trigger::Sqs(lambda_fn::trigger::Sqs {
                maximum_concurrency: ::core::option::Option::Some(20),
                ..lambda_fn::trigger::Sqs::queue("orders.fifo")
            }),
            lambda_fn::Trigger::Kinesis(lambda_fn::trigger::Kinesis {
                starting_position: lambda_fn::trigger::StartingPosition::Latest,
                bisect_on_error: true,
                maximum_retry_attempts: ::core::option::Option::Some(-1),
                ..lambda_fn::trigger::Kinesis::stream("clicks")
            }),
            lambda_fn::Trigger::DynamoDb(lambda_fn::trigger::DynamoDb {
                parallelization_factor: ::core::option::Option::Some(4),
                maximum_record_age: ::core::option::Option::Some(
                    ::core::time::Duration::from_secs(3600),
                ),
                ..lambda_fn::trigger::DynamoDb::table("customers")
            }),
            lambda_fn::Trigger::Kafka(lambda_fn::trigger::Kafka {
                cluster: ::core::option::Option::Some(
                    "arn:aws:kafka:eu-central-1:123456789012:cluster/main/a1-2",
                ),
                ..lambda_fn::trigger::Kafka::topic("orders")
            }),
            lambda_fn::Trigger::Sns(lambda_fn::trigger::Sns::topic("orders")),
            lambda_fn::Trigger::S3(lambda_fn::trigger::S3 {
                events: &["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"],
                prefix: ::core::option::Option::Some("in/"),
                ..lambda_fn::trigger::S3::bucket("reports")
            }),
            lambda_fn::Trigger::EventBridge(lambda_fn::trigger::EventBridge {
                bus: ::core::option::Option::Some("orders"),
                ..lambda_fn::trigger::EventBridge::pattern("{\"source\": [\"shop\"]}")
            }),
            lambda_fn::Trigger::Schedule(lambda_fn::trigger::Schedule {
                timezone: ::core::option::Option::Some("Europe/Berlin"),
                ..lambda_fn::trigger::Schedule::expression("cron(0 3 * * ? *)")
            }),
            lambda_fn::Trigger::CloudWatchLogs(lambda_fn::trigger::CloudWatchLogs {
                filter: ::core::option::Option::Some("ERROR"),
                ..lambda_fn::trigger::CloudWatchLogs::group("/aws/lambda/orders")
            }),
            lambda_fn::Trigger::Firehose(lambda_fn::trigger::Firehose::any()),
            lambda_fn::Trigger::Firehose(lambda_fn::trigger::Firehose::stream("clicks")),
            lambda_fn::Trigger::Cognito(
                lambda_fn::trigger::Cognito::trigger(
                    lambda_fn::trigger::CognitoTrigger::CustomSmsSender,
                ),
            ),
        ],
        ..lambda_fn::Function::named("refresh")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            let handler = refresh;
            let service = lambda_fn::__private::service_fn(move |_| async move {
                let result = handler().await;
                lambda_fn::__private::returned(result)
                    .map_err(|error| {
                        (&&&&&&&lambda_fn::__private::Report::of(&error)).report(error)
                    })
                    .and_then(|response| lambda_fn::__private::response(&response))
            });
            lambda_fn::__private::run(service).await
        }),
    )
}
