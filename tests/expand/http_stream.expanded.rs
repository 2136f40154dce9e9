async fn clock(Query(zone): Query<Zone>) -> Sse<Ticks> {
    Sse::new(ticks(zone))
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    use lambda_fn::__private::returned::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        triggers: &[
            lambda_fn::Trigger::Http(lambda_fn::trigger::Http {
                kind: ::core::option::Option::Some(
                    lambda_fn::trigger::HttpKind::RestApi,
                ),
                routes: &["GET /clock"],
                stream: true,
            }),
        ],
        ..lambda_fn::Function::named("clock")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            let handler = clock;
            let endpoint = lambda_fn::__private::endpoint(move |
                request: lambda_fn::http::Request|
            async move {
                let argument_1 = lambda_fn::__private::part_from_request(request, &())
                    .await?;
                let result = handler(argument_1).await;
                let response = (&&&&lambda_fn::__private::Returned::of(&result))
                    .returns()
                    .of(result)
                    .map_err(|error| {
                        (&&&&&&&lambda_fn::__private::Report::of(&error)).report(error)
                    })?;
                lambda_fn::__private::http_response(response)
            });
            let router = lambda_fn::http::Router::new()
                .route("/clock", lambda_fn::http::routing::get(endpoint))
                .fallback(lambda_fn::http::not_found)
                .method_not_allowed_fallback(lambda_fn::http::method_not_allowed);
            let service = lambda_fn::__private::http_stream(
                lambda_fn::trigger::HttpKind::RestApi,
                router,
            );
            lambda_fn::__private::run(service).await
        }),
    )
}
