async fn order(order: Order) -> Result<()> {
    take(order).await
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    use lambda_fn::__private::content::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        memory: ::core::option::Option::Some(256),
        triggers: &[
            lambda_fn::Trigger::Sqs(lambda_fn::trigger::Sqs {
                batch_size: ::core::option::Option::Some(100),
                batching_window: ::core::option::Option::Some(
                    ::core::time::Duration::from_secs(5),
                ),
                envelope: ::core::option::Option::Some(
                    lambda_fn::trigger::Envelope::Sns,
                ),
                report_batch_item_failures: true,
                ..lambda_fn::trigger::Sqs::queue("orders")
            }),
        ],
        ..lambda_fn::Function::named("order")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            let handler = order;
            let source = lambda_fn::__private::Sqs {
                fifo: false,
                envelope: ::core::option::Option::Some(lambda_fn::trigger::Envelope::Sns),
            };
            (&lambda_fn::__private::Content::<Order, _>::of(source)).is_of_a_record();
            let service = lambda_fn::__private::service_fn(move |record| async move {
                let event = lambda_fn::__private::record(&record)?;
                let result = handler(event).await;
                lambda_fn::__private::returned(result)
                    .map_err(|error| {
                        (&&&&&&&lambda_fn::__private::Report::of(&error)).report(error)
                    })
                    .and_then(|response| lambda_fn::__private::handled(source, response))
            });
            let rules = lambda_fn::__private::Rules::new();
            let service = lambda_fn::__private::records(source, rules, service);
            lambda_fn::__private::run(service).await
        }),
    )
}
