async fn order(order: Order, context: &Context, state: &State) -> Result<Receipt> {
    state.take(order, context).await
}
fn main() -> ::std::process::ExitCode {
    use ::platform as lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        description: ::core::option::Option::Some("takes orders"),
        memory: ::core::option::Option::Some(256),
        timeout: ::core::option::Option::Some(::core::time::Duration::from_secs(900)),
        arch: ::core::option::Option::Some(lambda_fn::Architecture::Arm64),
        env: &[("TABLE", "orders"), ("STAGE", "prod")],
        ..lambda_fn::Function::named("orders")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::multi_thread(
            ::core::option::Option::Some(2),
            async {
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
                let state = lambda_fn::__private::shared(state);
                let handler = order;
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
                            (&&&&&&&lambda_fn::__private::Report::of(&error))
                                .report(error)
                        })
                        .and_then(|response| lambda_fn::__private::response(&response))
                });
                lambda_fn::__private::run_concurrent(service).await
            },
        ),
    )
}
