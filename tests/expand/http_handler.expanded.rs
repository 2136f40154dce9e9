async fn user(
    Path(id): Path<u64>,
    context: &Context,
    State(users): State<Users>,
    Json(change): Json<Change>,
) -> Result<Json<User>, ApiError> {
    users.change(id, change, &context.request_id).await
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    use lambda_fn::__private::returned::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        triggers: &[
            lambda_fn::Trigger::Http(lambda_fn::trigger::Http {
                routes: &["GET /users/{id}", "PUT /users/{id}"],
                ..lambda_fn::trigger::Http::any()
            }),
        ],
        ..lambda_fn::Function::named("user")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            #[allow(deprecated)]
            let setup = connect;
            let state = lambda_fn::__private::init(async {
                    lambda_fn::__private::made(setup().await)
                        .map_err(|error| {
                            (&&&&&&&lambda_fn::__private::Report::of(&error))
                                .report(error)
                        })
                })
                .await?;
            let state = lambda_fn::__private::http_state(state);
            let handler = user;
            let endpoint = lambda_fn::__private::endpoint(move |
                request: lambda_fn::http::Request|
            async move {
                let (mut head, body) = request.into_parts();
                let lambda = lambda_fn::__private::invoked(&head)?;
                let argument_1 = lambda_fn::__private::part_from_head(&mut head, state)
                    .await?;
                let argument_3 = lambda_fn::__private::part_from_head(&mut head, state)
                    .await?;
                let request = lambda_fn::http::Request::from_parts(head, body);
                let argument_4 = lambda_fn::__private::decoded_from_request(
                        request,
                        state,
                    )
                    .await?;
                let result = handler(
                        argument_1,
                        lambda_fn::__private::argument(&lambda, state),
                        argument_3,
                        argument_4,
                    )
                    .await;
                let response = (&&&&lambda_fn::__private::Returned::of(&result))
                    .returns()
                    .of(result)
                    .map_err(|error| {
                        (&&&&&&&lambda_fn::__private::Report::of(&error)).report(error)
                    })?;
                lambda_fn::__private::http_response(response)
            });
            let router = lambda_fn::http::Router::new()
                .route("/users/{id}", lambda_fn::http::routing::get(endpoint))
                .route("/users/{id}", lambda_fn::http::routing::put(endpoint))
                .fallback(lambda_fn::http::not_found)
                .method_not_allowed_fallback(lambda_fn::http::method_not_allowed);
            #[allow(deprecated)]
            let layers = layers;
            let router = lambda_fn::__private::layered(router, layers);
            let service = lambda_fn::__private::http(
                lambda_fn::trigger::HttpKind::HttpApi,
                router,
            );
            lambda_fn::__private::run(service).await
        }),
    )
}
