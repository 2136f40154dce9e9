async fn handler(event: LambdaEvent<Request>) -> Result<Response, Error> {
    Ok(Response {
        req_id: event.context.request_id,
    })
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function::named("handler");
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            let handler = handler;
            let service = lambda_fn::__private::service_fn(move |invocation| async move {
                let event = lambda_fn::__private::event(&invocation)?;
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
