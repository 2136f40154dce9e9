fn api(users: Users) -> Router {
    Router::new().route("/users/{id}", get(get_user)).with_state(users)
}
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function {
        triggers: &[
            lambda_fn::Trigger::Http(lambda_fn::trigger::Http {
                kind: ::core::option::Option::Some(
                    lambda_fn::trigger::HttpKind::RestApi,
                ),
                ..lambda_fn::trigger::Http::any()
            }),
        ],
        ..lambda_fn::Function::named("api")
    };
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            #[allow(deprecated)]
            let setup = connect;
            let state = lambda_fn::__private::init_by_value(async {
                    lambda_fn::__private::made(setup().await)
                        .map_err(|error| {
                            (&&&&&&&lambda_fn::__private::Report::of(&error))
                                .report(error)
                        })
                })
                .await?;
            let handler = api;
            let router = lambda_fn::__private::init_by_value(async {
                    let routes = handler(state);
                    lambda_fn::__private::router(routes)
                        .map_err(|error| {
                            (&&&&&&&lambda_fn::__private::Report::of(&error))
                                .report(error)
                        })
                })
                .await?;
            let service = lambda_fn::__private::http(
                lambda_fn::trigger::HttpKind::RestApi,
                router,
            );
            lambda_fn::__private::run(service).await
        }),
    )
}
