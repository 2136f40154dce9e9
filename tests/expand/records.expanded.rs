async fn order(
    order: Record<Order<'_>>,
    context: &Context,
    state: &State,
) -> Result<(), OrderError> {
    state.take(order, context).await
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    use lambda_fn::__private::content::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        triggers: &[
            lambda_fn::Trigger::Sqs(lambda_fn::trigger::Sqs {
                report_batch_item_failures: true,
                ..lambda_fn::trigger::Sqs::queue("orders.fifo")
            }),
        ],
        ..lambda_fn::Function::named("order")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            #[allow(deprecated)]
            let setup = setup;
            let state = lambda_fn::__private::init(async {
                    lambda_fn::__private::made(setup().await)
                        .map_err(|error| {
                            (&&&&&&&lambda_fn::__private::Report::of(&error))
                                .report(error)
                        })
                })
                .await?;
            let handler = order;
            let source = lambda_fn::__private::Sqs {
                fifo: true,
                envelope: ::core::option::Option::None,
            };
            (&lambda_fn::__private::Content::<Record<Order<'_>>, _>::of(source))
                .is_of_a_record();
            let service = lambda_fn::__private::service_fn(move |record| async move {
                let event = lambda_fn::__private::record(&record)?;
                let result = handler(
                        event,
                        lambda_fn::__private::argument(&record, state),
                        lambda_fn::__private::argument(&record, state),
                    )
                    .await;
                lambda_fn::__private::returned(result)
                    .map_err(|error| {
                        (&&&&&&&lambda_fn::__private::Report::of(&error)).report(error)
                    })
                    .and_then(|response| lambda_fn::__private::handled(source, response))
            });
            #[allow(deprecated)]
            let discard = keep;
            let on_discard = lambda_fn::__private::on_discard(state, discard);
            let rules = lambda_fn::__private::Rules::new()
                .concurrency(8)
                .reserve(::core::time::Duration::from_millis(1000))
                .discard_undecodable()
                .on_discard(
                    lambda_fn::__private::service_fn(move |discarded| async move {
                        let result = on_discard.take(discarded).await;
                        lambda_fn::__private::returned(result)
                            .map_err(|error| {
                                (&&&&&&&lambda_fn::__private::Report::of(&error))
                                    .report(error)
                            })
                    }),
                );
            let service = lambda_fn::__private::records(source, rules, service);
            lambda_fn::__private::run(service).await
        }),
    )
}
