#[allow(clippy::unused_async)]
async fn count(table: &Table) -> Result<usize> {
    Ok(table.len())
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn::__private::report::*;
    const FUNCTION: ::lambda_fn::Function = ::lambda_fn::Function::named("count");
    ::lambda_fn::__private::start(
        &FUNCTION,
        || {
            ::lambda_fn::__private::init_tracing(&FUNCTION);
            ::lambda_fn::__private::current_thread(async {
                let state = ::lambda_fn::__private::init(async {
                        ::lambda_fn::__private::made(setup::table().await)
                            .map_err(|error| {
                                (&&&&::lambda_fn::__private::Report(error)).report()
                            })
                    })
                    .await?;
                let handler = ::lambda_fn::__private::service_fn(move |invocation| async move {
                    let event = ::lambda_fn::__private::event_or_state(
                        &invocation,
                        state,
                    )?;
                    let result = count(event).await;
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
