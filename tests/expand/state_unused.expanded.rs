async fn tick() -> Result<()> {
    Ok(())
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function::named("tick");
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            #[allow(deprecated)]
            let setup = warm_up;
            lambda_fn::__private::init(async {
                    lambda_fn::__private::made(setup().await)
                        .map_err(|error| {
                            (&&&&&&&lambda_fn::__private::Report::of(&error))
                                .report(error)
                        })
                })
                .await?;
            let handler = tick;
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
