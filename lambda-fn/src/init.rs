//! Lambda's init phase.

use std::pin::pin;

use lambda_runtime::Diagnostic;
use lambda_runtime_api_client::{BoxError, PooledClient, body::Body, build_request};

use crate::catch::catch;
use crate::exit::Exit;
use crate::failure::{Failure, in_one_line};

/// Makes the state, in Lambda's init phase. It lives as long as the process.
///
/// An error or a panic is posted to Lambda as the init error before the process ends.
pub async fn init<State: 'static>(init: impl Future<Output = Result<State, Failure>>) -> Result<&'static State, Exit> {
    init_by_value(init).await.map(|state| &*Box::leak(Box::new(state)))
}

/// Makes the state for what takes it by value, in Lambda's init phase.
pub async fn init_by_value<State>(init: impl Future<Output = Result<State, Failure>>) -> Result<State, Exit> {
    let state = catch(pin!(init)).await;
    match state.map_err(Failure::from).and_then(|state| state) {
        Ok(state) => Ok(state),
        Err(failure) => {
            let reason = format!("init failed: {}", failure.with_causes());
            // where nobody listens, the reason is all that is said
            if tracing::dispatcher::has_been_set() {
                failure.log("init failed");
            }
            match post_init_error(failure).await {
                Ok(()) => Err(Exit::new(reason)),
                Err(error) => {
                    Err(Exit::new(format!("{reason}; the Runtime API was not told: {}", in_one_line(&*error))))
                }
            }
        }
    }
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
