#[allow(clippy::unused_async)]
async fn order(order: Order, context: &Context, state: &State) -> Result<Receipt> {
    state.take(order, context).await
}
fn main() -> ::std::process::ExitCode {
    use ::platform as lambda_fn_crate;
    use lambda_fn_crate::__private::report::*;
    const FUNCTION: lambda_fn_crate::Function = lambda_fn_crate::Function {
        description: ::core::option::Option::Some("takes orders"),
        memory: ::core::option::Option::Some(256),
        timeout: ::core::option::Option::Some(::core::time::Duration::from_secs(900)),
        arch: ::core::option::Option::Some(lambda_fn_crate::Architecture::Arm64),
        env: &[("TABLE", "orders"), ("STAGE", "prod")],
        ..lambda_fn_crate::Function::named("orders")
    };
    lambda_fn_crate::__private::start(
        &FUNCTION,
        || {
            lambda_fn_crate::__private::multi_thread(
                ::core::option::Option::Some(2),
                async {
                    let state = lambda_fn_crate::__private::init(async {
                            lambda_fn_crate::__private::made(setup().await)
                                .map_err(|error| {
                                    (&&&&lambda_fn_crate::__private::Report(error)).report()
                                })
                        })
                        .await?;
                    let state = lambda_fn_crate::__private::shared(state);
                    let handler = lambda_fn_crate::__private::service_fn(move |
                        invocation|
                    async move {
                        let event = lambda_fn_crate::__private::event(&invocation)?;
                        let result = order(
                                event,
                                lambda_fn_crate::__private::argument(&invocation, state),
                                lambda_fn_crate::__private::argument(&invocation, state),
                            )
                            .await;
                        let response = lambda_fn_crate::__private::returned(result)
                            .map_err(|error| {
                                (&&&&lambda_fn_crate::__private::Report(error)).report()
                            })?;
                        lambda_fn_crate::__private::response(&response)
                    });
                    lambda_fn_crate::__private::run_concurrent(handler).await
                },
            )
        },
    )
}
