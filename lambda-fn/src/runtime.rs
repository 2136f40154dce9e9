//! The way of an event: Lambda, `lambda_runtime`, the handler and back.

use std::cell::RefCell;
use std::future::ready;
use std::pin::{Pin, pin};
use std::process::ExitCode;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use lambda_runtime::tower::layer::layer_fn;
use lambda_runtime::{Context, Diagnostic, LambdaEvent, LambdaInvocation, Runtime, Service, service_fn};
use lambda_runtime_api_client::{BoxError, PooledClient, body::Body, build_request};
use serde_json::value::RawValue;
use tokio::runtime::{Builder, LocalOptions};
use tracing::Span;

use crate::catch::{Panic, catch, install_hook};
use crate::environment;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::function::Function;
use crate::invocation::Invocation;

/// What the handler made of an event.
type Outcome = Result<Box<RawValue>, Failure>;

/// The process: a Lambda function where a Runtime API is named, else whatever the command line asks for.
pub fn start(function: &'static Function, run: impl FnOnce() -> Result<(), Exit>) -> ExitCode {
    let ended = match environment::is_lambda() {
        true => environment::check().and_then(|()| beside_the_function(function)).and_then(|()| {
            install_hook();
            run()
        }),
        false => at_home(function),
    };
    report_exit(ended).into()
}

/// Says why the process ends, and with which status.
pub(crate) fn report_exit(ended: Result<(), Exit>) -> u8 {
    match ended {
        Ok(()) => 0,
        Err(exit) => {
            if !exit.is_silent() {
                eprintln!("error: {exit}");
            }
            1
        }
    }
}

/// What the emulator has running in the function's own process.
#[cfg(any(debug_assertions, feature = "local-release"))]
fn beside_the_function(function: &'static Function) -> Result<(), Exit> {
    crate::local::watchdog::start();
    crate::local::inline::start(function)
}

#[cfg(not(any(debug_assertions, feature = "local-release")))]
fn beside_the_function(_: &'static Function) -> Result<(), Exit> {
    Ok(())
}

#[cfg(any(debug_assertions, feature = "local-release"))]
fn at_home(function: &'static Function) -> Result<(), Exit> {
    crate::local::run(function)
}

#[cfg(not(any(debug_assertions, feature = "local-release")))]
fn at_home(_: &'static Function) -> Result<(), Exit> {
    Err(Exit::new(
        "this is the release build of a Lambda function; deploy it, or run it locally with `cargo run` (a debug build) or with the feature `local-release`",
    ))
}

/// Tokio's runtime on this thread alone: no threads to start, and Lambda sends one event at a time.
///
/// The local kind, which leaves tokio's scheduler for several threads out of the binary, and `libm` with it.
pub fn current_thread(run: impl Future<Output = Result<(), Exit>>) -> Result<(), Exit> {
    // boxed: at each move, the future of a whole function takes its size of the stack
    let mut run = Box::pin(run);
    let runtime = Builder::new_current_thread().enable_all().build_local(LocalOptions::default());
    ended(runtime.map_err(|error| no_runtime(&error))?.block_on(catch(run.as_mut())))
}

/// Tokio's runtime on several threads.
pub fn multi_thread(worker_threads: Option<usize>, run: impl Future<Output = Result<(), Exit>>) -> Result<(), Exit> {
    let mut run = Box::pin(run);
    let mut builder = Builder::new_multi_thread();
    if let Some(worker_threads) = worker_threads {
        builder.worker_threads(worker_threads);
    }
    let runtime = builder.enable_all().build();
    ended(runtime.map_err(|error| no_runtime(&error))?.block_on(catch(run.as_mut())))
}

fn no_runtime(error: &std::io::Error) -> Exit {
    Exit::new(format!("tokio's runtime does not start: {error}"))
}

fn ended(ended: Result<Result<(), Exit>, Panic>) -> Result<(), Exit> {
    ended.unwrap_or_else(|Panic { message, .. }| Err(Exit::new(format!("the Runtime API client gave up: {message}"))))
}

/// Makes the state, in Lambda's init phase. It lives as long as the process.
///
/// An error or a panic is posted to Lambda as the init error before the process ends.
pub async fn init<State: 'static>(init: impl Future<Output = Result<State, Failure>>) -> Result<&'static State, Exit> {
    let state = catch(pin!(init)).await;
    match state.map_err(Failure::from).and_then(|state| state) {
        Ok(state) => Ok(Box::leak(Box::new(state))),
        Err(failure) => {
            let reason = format!("init failed: {}", failure.with_causes());
            // where nobody listens, the reason is all that is said
            if tracing::dispatcher::has_been_set() {
                failure.log("init failed");
            }
            match post_init_error(failure).await {
                Ok(()) => Err(Exit::new(reason)),
                Err(error) => Err(Exit::new(format!("{reason}; the Runtime API was not told: {}", chain(&*error)))),
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
    PooledClient::builder().build().call(request).await?;
    Ok(())
}

/// Serves events, one after the other.
pub async fn run<H>(handler: H) -> Result<(), Exit>
where
    H: Service<Invocation, Response = Box<RawValue>, Error = Failure> + Clone,
{
    let runtime = Runtime::new(service_fn(hand_over)).layer(layer_fn(|api| sequential(api, handler.clone())));
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
    H: Service<Invocation, Response = Box<RawValue>, Error = Failure, Future: Send> + Clone + Send + 'static,
{
    // on several events at once `lambda_runtime` retries a lost connection without an end
    if environment::max_concurrency() > 1 {
        reach_api().await?;
    }
    let runtime = Runtime::new(service_fn(hand_over)).layer(layer_fn(|api| concurrent(api, handler.clone())));
    let ended = runtime.run_concurrent().await;
    // the errors of the workers may quote the client context of an event
    ended.map_err(|_| Exit::new("the Runtime API client has lost all of its workers; the log has a line for each"))
}

async fn reach_api() -> Result<(), Exit> {
    let api = environment::variable(environment::RUNTIME_API)?;
    let host = api.trim_start_matches("http://").trim_end_matches('/');
    tokio::net::TcpStream::connect(host).await.map(drop).map_err(|error| lost_api(&error))
}

fn lost_api(error: &(dyn std::error::Error + 'static)) -> Exit {
    // serde's text quotes the values, which are the invoker's
    if let Some(error) = error.downcast_ref::<serde_json::Error>() {
        let (line, column) = (error.line(), error.column());
        return Exit::new(format!(
            "the client context or the Cognito identity of an event cannot be read (line {line}, column {column})"
        ));
    }
    let api = std::env::var(environment::RUNTIME_API).unwrap_or_default();
    Exit::new(format!("the Runtime API at `{api}` cannot be used: {}", chain(error)))
}

/// An error and what led to it, in one line.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let errors = std::iter::successors(Some(error), |error| error.source());
    errors.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn sequential<A, H>(api: A, handler: H) -> impl Service<LambdaInvocation, Response = (), Error = BoxError>
where
    A: Service<LambdaInvocation, Response = (), Error = BoxError> + Clone,
    H: Service<Invocation, Response = Box<RawValue>, Error = Failure> + Clone,
{
    service_fn(move |invocation| serve(api.clone(), handler.clone(), invocation))
}

fn concurrent<A, H>(
    api: A,
    handler: H,
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
    H: Service<Invocation, Response = Box<RawValue>, Error = Failure, Future: Send> + Clone + Send + 'static,
{
    service_fn(move |invocation| serve(api.clone(), handler.clone(), invocation))
}

/// Serves one event.
///
/// The handler runs here, before `lambda_runtime` sees the event: so its bytes are decoded once, into the handler's
/// own type, and a panic or an error at any step still leaves something to post.
async fn serve<A, H>(mut api: A, mut handler: H, invocation: LambdaInvocation) -> Result<(), BoxError>
where
    A: Service<LambdaInvocation, Response = (), Error = BoxError>,
    H: Service<Invocation, Response = Box<RawValue>, Error = Failure>,
{
    let LambdaInvocation { parts, body, context } = invocation;
    let span = span(&context);
    let reply_context = of_request(&context.request_id);

    let served = pin!(async {
        let caught = catch(pin!(async { handler.call(Invocation { body, context }).await })).await;
        let outcome = caught.map_err(Failure::from).and_then(|outcome| outcome);
        if let Err(failure) = &outcome {
            failure.log("invocation failed");
        }
        let failed = outcome.is_err();
        let reply = LambdaInvocation { parts, body: bytes::Bytes::from_static(b"null"), context: reply_context };
        let posting = OUTCOME.with(|slot| {
            slot.replace(Some(outcome));
            api.call(reply)
        });
        match failed {
            true => first_poll_unlogged(posting).await,
            false => posting.await,
        }
    });
    within(&span, served).await
}

/// All of a context that `lambda_runtime` still needs to post an outcome.
fn of_request(request_id: &str) -> Context {
    static EMPTY: LazyLock<Context> = LazyLock::new(Context::default);
    let mut context = EMPTY.clone();
    request_id.clone_into(&mut context.request_id);
    context
}

/// Runs a future within a span, as `Instrument` does, and leaves it where it is.
fn within<F: Future>(span: &Span, mut future: Pin<&mut F>) -> impl Future<Output = F::Output> {
    std::future::poll_fn(move |cx| {
        let _entered = span.enter();
        future.as_mut().poll(cx)
    })
}

thread_local! {
    /// The way of an outcome through `lambda_runtime`, which calls its handler before it returns a future.
    static OUTCOME: RefCell<Option<Outcome>> = const { RefCell::new(None) };
}

/// The handler that `lambda_runtime` knows of.
fn hand_over(_: LambdaEvent<()>) -> impl Future<Output = Outcome> {
    let outcome = OUTCOME.take();
    ready(outcome.unwrap_or_else(|| Err(Failure::new("Runtime.Internal", "the outcome of the invocation was lost"))))
}

/// Silences what `lambda_runtime` logs in the first poll, where a better line is in the log already.
async fn first_poll_unlogged<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let first = std::future::poll_fn(|cx| {
        let silent = tracing::subscriber::NoSubscriber::default();
        Poll::Ready(tracing::subscriber::with_default(silent, || future.as_mut().poll(cx)))
    });
    match first.await {
        Poll::Ready(output) => output,
        Poll::Pending => Pin::new(&mut future).await,
    }
}

/// The span of an invocation: its fields are on every line that is logged within. At the highest level, so that no
/// level of the log hides it.
fn span(context: &Context) -> Span {
    static COLD_START: AtomicBool = AtomicBool::new(true);
    tracing::error_span!(
        target: "lambda_fn",
        "invocation",
        requestId = context.request_id,
        xrayTraceId = context.xray_trace_id,
        coldStart = COLD_START.swap(false, Ordering::Relaxed),
    )
}
