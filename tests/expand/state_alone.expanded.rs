async fn count(table: &Table) -> Result<usize> {
    Ok(table.len())
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function::named("count");
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            #[allow(deprecated)]
            let setup = setup::table;
            let state = lambda_fn::__private::init(async {
                    lambda_fn::__private::made(setup().await)
                        .map_err(|error| {
                            (&&&&&&&lambda_fn::__private::Report::of(&error))
                                .report(error)
                        })
                })
                .await?;
            let handler = count;
            let service = lambda_fn::__private::service_fn(move |invocation| async move {
                let event = lambda_fn::__private::event_or_state(&invocation, state)?;
                let result = handler(event).await;
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
