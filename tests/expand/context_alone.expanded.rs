async fn who(context: &Context) -> Result<String> {
    Ok(context.request_id.clone())
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function::named("who");
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            let handler = who;
            let service = lambda_fn::__private::service_fn(move |invocation| async move {
                let result = handler(lambda_fn::__private::context(&invocation)).await;
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
