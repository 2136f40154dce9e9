async fn echo(request: Request) -> Response {
    Response::new(request.into_body())
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    use lambda_fn::__private::returned::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        triggers: &[
            lambda_fn::Trigger::Http(lambda_fn::trigger::Http {
                routes: &["GET /a/b", "POST /a/{id}", "ANY /{proxy+}", "$default"],
                ..lambda_fn::trigger::Http::any()
            }),
        ],
        ..lambda_fn::Function::named("echo")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            let handler = echo;
            let endpoint = lambda_fn::__private::endpoint(move |
                request: lambda_fn::http::Request|
            async move {
                let argument_1 = lambda_fn::__private::whole_request(request, &())
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
                .route("/a/b", lambda_fn::http::routing::get(endpoint))
                .route("/a/{id}", lambda_fn::http::routing::post(endpoint))
                .route("/{*proxy}", lambda_fn::http::routing::any(endpoint))
                .route("/a/b", lambda_fn::http::routing::any(endpoint))
                .route("/a/{id}", lambda_fn::http::routing::any(endpoint))
                .fallback(endpoint)
                .method_not_allowed_fallback(endpoint);
            let service = lambda_fn::__private::http(
                lambda_fn::trigger::HttpKind::HttpApi,
                router,
            );
            lambda_fn::__private::run(service).await
        }),
    )
}
