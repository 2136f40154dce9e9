#[allow(clippy::unused_async)]
async fn tick() -> Result<()> {
    Ok(())
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn::__private::report::*;
    const FUNCTION: ::lambda_fn::Function = ::lambda_fn::Function::named("tick");
    ::lambda_fn::__private::start(
        &FUNCTION,
        || {
            ::lambda_fn::__private::init_tracing(&FUNCTION);
            ::lambda_fn::__private::current_thread(async {
                ::lambda_fn::__private::init(async {
                        ::lambda_fn::__private::made(warm_up().await)
                            .map_err(|error| {
                                (&&&&::lambda_fn::__private::Report(error)).report()
                            })
                    })
                    .await?;
                let handler = ::lambda_fn::__private::service_fn(move |_| async move {
                    let result = tick().await;
                    let response = ::lambda_fn::__private::returned(result)
                        .map_err(|error| {
                            (&&&&::lambda_fn::__private::Report(error)).report()
                        })?;
                    ::lambda_fn::__private::response(&response)
                });
                ::lambda_fn::__private::run(handler).await
            })
        },
    )
}
