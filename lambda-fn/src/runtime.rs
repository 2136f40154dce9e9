//! The loop over the events: `lambda_runtime`, one event at a time or several.

mod answer;
pub(crate) mod in_flight;
mod serve;
mod tripwire;
mod worker;

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use lambda_runtime::tower::layer::layer_fn;
use lambda_runtime::{LambdaInvocation, Runtime, Service, service_fn};
use lambda_runtime_api_client::BoxError;

use crate::environment;
use crate::exit::Exit;
use crate::failure::{Failure, in_one_line};
use crate::invocation::Invocation;
pub(crate) use answer::Answer;
#[cfg(feature = "http")]
pub(crate) use answer::Stream;
use serve::{hand_over, serve};
use worker::Worker;

/// Whether the init phase is over: the function asks for its first event.
static SERVING: AtomicBool = AtomicBool::new(false);

pub(crate) fn is_serving() -> bool {
    SERVING.load(Ordering::Relaxed)
}

/// Serves events, one after the other.
pub async fn run<H>(handler: H) -> Result<(), Exit>
where
    H: Service<Invocation, Response: Answer, Error = Failure> + Clone,
{
    let runtime = Runtime::new(service_fn(hand_over)).layer(layer_fn(|api| sequential(api, handler.clone())));
    SERVING.store(true, Ordering::Relaxed);
    let ended = match environment::max_concurrency() > 1 {
        true => {
            tracing::warn!(
                "Lambda sends several events at once, and they wait for each other; add `managed_instances = true`"
            );
            // `lambda_runtime` would name one of its own features instead
            first_poll_unlogged(runtime.run()).await
        }
        false => runtime.run().await,
    };
    ended.map_err(|error| lost_api(&*error))
}

/// Serves as many events at once as Lambda Managed Instances say, one after the other elsewhere.
pub async fn run_concurrent<H>(handler: H) -> Result<(), Exit>
where
    H: Service<Invocation, Response: Answer<Stream: Send> + Send, Error = Failure, Future: Send>
        + Clone
        + Send
        + 'static,
{
    let (worker, lost) = Worker::watched();
    let runtime =
        Runtime::new(service_fn(hand_over)).layer(layer_fn(|api| concurrent(api, handler.clone(), worker.clone())));
    SERVING.store(true, Ordering::Relaxed);
    let served = runtime.run_concurrent();
    if environment::max_concurrency() <= 1 {
        return served.await.map_err(|error| lost_api(&*error));
    }
    let ended = tokio::select! {
        biased;
        lost = tripwire::api_is_lost() => Err(lost),
        lost = lost.first() => Err(lost),
        // what it logs of a worker may quote the client context of an event
        ended = unlogged(served) => ended.map_err(|error| lost_api(&*error)),
    };
    in_flight::cancel().await;
    ended
}

fn lost_api(error: &(dyn std::error::Error + 'static)) -> Exit {
    // serde's text quotes the values, which are the invoker's
    if let Some(error) = error.downcast_ref::<serde_json::Error>() {
        let (line, column) = (error.line(), error.column());
        return Exit::new(format!(
            "the client context or the Cognito identity of an event cannot be read (line {line}, column {column})"
        ));
    }
    // not as the variable has it, which may hold a password
    let api = environment::runtime_api().map(|(host, port)| format!("{host}:{port}")).unwrap_or_default();
    Exit::new(format!("the Runtime API at `{api}` cannot be used: {}", in_one_line(error)))
}

fn sequential<A, H>(api: A, handler: H) -> impl Service<LambdaInvocation, Response = (), Error = BoxError>
where
    A: Service<LambdaInvocation, Response = (), Error = BoxError> + Clone,
    H: Service<Invocation, Response: Answer, Error = Failure> + Clone,
{
    service_fn(move |invocation| serve(api.clone(), handler.clone(), invocation))
}

fn concurrent<A, H>(
    api: A,
    handler: H,
    worker: Worker,
) -> impl Service<
    LambdaInvocation,
    Response = (),
    Error = BoxError,
    Future = impl Future<Output = Result<(), BoxError>> + Send,
> + Clone
+ Send
+ 'static
where
    A: Service<LambdaInvocation, Response = (), Error = BoxError, Future: Send> + Clone + Send + 'static,
    H: Service<Invocation, Response: Answer<Stream: Send> + Send, Error = Failure, Future: Send>
        + Clone
        + Send
        + 'static,
{
    service_fn(move |invocation| worker.run(serve(api.clone(), handler.clone(), invocation)))
}

/// Silences what `lambda_runtime` logs in the first poll, where a better line is in the log already.
async fn first_poll_unlogged<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    match std::future::poll_fn(|cx| Poll::Ready(poll_unlogged(future.as_mut(), cx))).await {
        Poll::Ready(output) => output,
        Poll::Pending => future.await,
    }
}

/// Silences what `lambda_runtime` logs in each poll; what it spawns has a log.
async fn unlogged<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    std::future::poll_fn(|cx| poll_unlogged(future.as_mut(), cx)).await
}

fn poll_unlogged<F: Future>(future: Pin<&mut F>, cx: &mut std::task::Context<'_>) -> Poll<F::Output> {
    tracing::subscriber::with_default(tracing::subscriber::NoSubscriber::default(), || future.poll(cx))
}
