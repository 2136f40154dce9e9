/// Says hello.
#[cfg(feature = "hello")]
pub(crate) async fn r#match<'a>(
    #[allow(unused)]
    Request { name }: Request<'a>,
) -> Answer<'a>
where
    'a: 'a,
{
    Ok(name)
}
#[cfg(feature = "hello")]
fn main() -> ::std::process::ExitCode {
    use ::lambda_fn;
    use lambda_fn::__private::report::*;
    const FUNCTION: lambda_fn::Function = lambda_fn::Function::named("match");
    lambda_fn::__private::start(
        &FUNCTION,
        || lambda_fn::__private::current_thread(async {
            lambda_fn::__private::init_tracing(&FUNCTION);
            let service = lambda_fn::__private::service_fn(move |invocation| async move {
                let event = lambda_fn::__private::event(&invocation)?;
                let result = r#match(event).await;
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
