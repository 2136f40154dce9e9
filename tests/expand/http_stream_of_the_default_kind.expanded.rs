async fn page() -> Sse<Ticks> {
    Sse::new(ticks())
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    use lambda_fn::__private::returned::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        timeout: ::core::option::Option::Some(::core::time::Duration::from_secs(60)),
        triggers: &[
            lambda_fn::Trigger::Http(lambda_fn::trigger::Http {
                kind: ::core::option::Option::Some(
                    lambda_fn::trigger::HttpKind::FunctionUrl,
                ),
                stream: true,
                ..lambda_fn::trigger::Http::any()
            }),
        ],
        ..lambda_fn::Function::named("page")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing_with_last_span(&FUNCTION);
            let handler = page;
            let endpoint = lambda_fn::__private::endpoint(move |
                _: lambda_fn::http::Request|
            async move {
                let result = handler().await;
                let response = (&&&&lambda_fn::__private::Returned::of(&result))
                    .returns()
                    .of(result)
                    .map_err(|error| {
                        (&&&&&&&lambda_fn::__private::Report::of(&error)).report(error)
                    })?;
                lambda_fn::__private::http_response(response)
            });
            let router = lambda_fn::http::Router::new().fallback(endpoint);
            let service = lambda_fn::__private::http_stream(
                lambda_fn::trigger::HttpKind::FunctionUrl,
                router,
            );
            let early = ::core::time::Duration::from_millis(1000);
            let service = lambda_fn::__private::http_early_timeout(
                lambda_fn::trigger::HttpKind::FunctionUrl,
                early,
                service,
            );
            lambda_fn::__private::run(service).await
        }),
    )
}
