async fn take_order(
    order: Order<'_>,
    context: Context,
    db: &Database,
) -> Result<Receipt, OrderError> {
    db.take(order, &context.request_id).await
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        memory: ::core::option::Option::Some(256),
        timeout: ::core::option::Option::Some(::core::time::Duration::from_secs(30)),
        ..lambda_fn::Function::named("take-order")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            #[allow(deprecated)]
            let setup = connect;
            let state = lambda_fn::__private::init(async {
                    lambda_fn::__private::made(setup().await)
                        .map_err(|error| {
                            (&&&&&&&lambda_fn::__private::Report::of(&error))
                                .report(error)
                        })
                })
                .await?;
            let handler = take_order;
            let service = lambda_fn::__private::service_fn(move |invocation| async move {
                let event = lambda_fn::__private::event(&invocation)?;
                let result = handler(
                        event,
                        lambda_fn::__private::argument(&invocation, state),
                        lambda_fn::__private::argument(&invocation, state),
                    )
                    .await;
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
