async fn order(order: Order, db: &Database) -> Result<Receipt> {
    db.take(order).await
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function::named("order");
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
            let handler = order;
            let service = lambda_fn::__private::service_fn(move |invocation| async move {
                let event = lambda_fn::__private::event(&invocation)?;
                let result = handler(
                        event,
                        lambda_fn::__private::argument(&invocation, state),
                    )
                    .await;
                lambda_fn::__private::returned(result)
                    .map_err(|error| {
                        (&&&&&&&lambda_fn::__private::Report::of(&error)).report(error)
                    })
                    .and_then(|response| lambda_fn::__private::response(&response))
            });
            #[allow(deprecated)]
            let hook = close;
            let shutdown = async move {
                lambda_fn::__private::on_shutdown(state, hook).await
            };
            lambda_fn::__private::until_shutdown(
                    lambda_fn::__private::run(service),
                    shutdown,
                )
                .await
        }),
    )
}
