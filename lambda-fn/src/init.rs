//! Lambda's init phase.

use lambda_runtime::Diagnostic;
use lambda_runtime_api_client::{BoxError, PooledClient, body::Body, build_request};

use crate::exit::Exit;
use crate::failure::{Failure, in_one_line};

/// Makes the state, in Lambda's init phase. It lives as long as the process.
///
/// An error is posted to Lambda as the init error before the process ends; so is a panic, here or anywhere else before the
/// first event, by `crate::executor`.
pub async fn init<State: 'static>(init: impl Future<Output = Result<State, Failure>>) -> Result<&'static State, Exit> {
    init_by_value(init).await.map(|state| &*Box::leak(Box::new(state)))
}

/// Makes what the function needs by value, in Lambda's init phase.
pub async fn init_by_value<T>(init: impl Future<Output = Result<T, Failure>>) -> Result<T, Exit> {
    match init.await {
        Ok(made) => Ok(made),
        Err(failure) => Err(failed(failure).await),
    }
}

/// Tells the log and Lambda why the init phase has failed: each of them once.
pub(crate) async fn failed(failure: Failure) -> Exit {
    let logged = tracing::enabled!(tracing::Level::ERROR);
    let reason = match logged {
        true => {
            failure.log("init failed");
            "init failed".to_owned()
        }
        // where nobody listens, the reason is all that is said
        false => format!("init failed: {}", failure.with_causes()),
    };
    match post_init_error(failure).await {
        Ok(()) if logged => Exit::silent(),
        Ok(()) => Exit::new(reason),
        Err(error) => Exit::new(format!("{reason}; the Runtime API was not told: {}", in_one_line(&*error))),
    }
}

/// The same of what is no code of the user's.
pub(crate) async fn broken(reason: String) -> Exit {
    failed(Failure::new("Runtime.InitError", reason)).await
}

async fn post_init_error(failure: Failure) -> Result<(), BoxError> {
    let body = serde_json::to_vec(&Diagnostic::from(failure))?;
    let request = build_request()
        .method(http::Method::POST)
        .uri("/2018-06-01/runtime/init/error")
        .header(http::header::CONTENT_TYPE, "application/json")
        .header("lambda-runtime-function-error-type", "Runtime.InitError")
        .body(Body::from(body))?;
    let status = PooledClient::builder().build().call(request).await?.status();
    match status.is_success() {
        true => Ok(()),
        false => Err(format!("it answers with {status}").into()),
    }
}
