//! The way of one event: its bytes, the handler, and back to Lambda.

use std::cell::RefCell;
use std::future::{pending, ready};
use std::pin::{Pin, pin};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use lambda_runtime::{Context, LambdaEvent, LambdaInvocation, Service};
use lambda_runtime_api_client::BoxError;
use serde_json::value::RawValue;
use tracing::Span;

use super::answer::{Answer, Stream};
use super::first_poll_unlogged;
use super::in_flight;
use crate::catch::catch;
use crate::failure::Failure;
use crate::invocation::Invocation;

/// Echoed back, so that Lambda can tell an answer to an invocation that is over.
const INVOCATION_ID: &str = "lambda-runtime-invocation-id";

/// What the handler made of an event, where that is not streamed.
type Outcome = Result<Box<RawValue>, Failure>;

/// Serves one event.
///
/// The handler runs here, before `lambda_runtime` sees the event: so its bytes are decoded once, into the handler's
/// own type, and a panic or an error at any step still leaves something to post.
pub(super) async fn serve<A, H>(mut api: A, mut handler: H, invocation: LambdaInvocation) -> Result<(), BoxError>
where
    A: Service<LambdaInvocation, Response = (), Error = BoxError>,
    H: Service<Invocation, Response: Answer, Error = Failure>,
{
    let LambdaInvocation { parts, body, context } = invocation;
    let span = span(&context);
    let event = in_flight::taken(&span);
    if in_flight::is_given_up() {
        pending::<()>().await;
    }
    let reply_context = of_request(&context.request_id);

    let served = pin!(async {
        let caught = catch(pin!(async { handler.call(Invocation::new(body, context)).await })).await;
        let outcome = caught.map_err(Failure::from).and_then(|outcome| outcome);
        if let Err(failure) = &outcome {
            failure.log("invocation failed");
        }
        let outcome = match outcome.map(Answer::whole) {
            Ok(Ok(whole)) => Ok(whole),
            Ok(Err(stream)) => {
                let invocation_id = parts.headers.get(INVOCATION_ID).cloned();
                stream.post(&reply_context.request_id, invocation_id).await;
                return Ok(());
            }
            Err(failure) => Err(failure),
        };
        let failed = outcome.is_err();
        let reply = LambdaInvocation { parts, body: bytes::Bytes::from_static(b"null"), context: reply_context };
        put(&reply.context.request_id, outcome);
        let posting = api.call(reply);
        match failed {
            true => first_poll_unlogged(posting).await,
            false => posting.await,
        }
    });
    let served = within(&span, served).await;
    event.answered();
    served
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
    /// The way of an outcome through `lambda_runtime`, with the id of its request: it calls its handler before it returns a
    /// future, but does not promise to.
    static OUTCOME: RefCell<(String, Option<Outcome>)> = const { RefCell::new((String::new(), None)) };
}

/// Copies the id to where that of the last event was, which allocates nothing.
fn put(request_id: &str, outcome: Outcome) {
    OUTCOME.with_borrow_mut(|(of, slot)| {
        request_id.clone_into(of);
        *slot = Some(outcome);
    });
}

/// The handler that `lambda_runtime` knows of.
pub(super) fn hand_over(event: LambdaEvent<()>) -> impl Future<Output = Outcome> {
    let request_id = event.context.request_id;
    let outcome = OUTCOME.with_borrow_mut(|(of, slot)| slot.take_if(|_| *of == request_id));
    ready(outcome.unwrap_or_else(lost))
}

/// Rather no outcome than that of another event.
#[cold]
fn lost() -> Outcome {
    let failure = Failure::new("Runtime.Internal", "the outcome of the invocation was lost");
    failure.log("invocation failed");
    Err(failure)
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

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::{Arc, Mutex};

    use futures_util::future::join_all;
    use lambda_runtime::service_fn;
    use serde_json::value::to_raw_value;

    use super::*;

    type Posted = Arc<Mutex<HashMap<String, Result<String, String>>>>;

    /// `lambda_runtime` as it is, or as it may be: with something that waits before the handler is called.
    fn api(
        posted: Posted,
        waits: impl Fn(&str) -> usize + Clone,
    ) -> impl Service<LambdaInvocation, Response = (), Error = BoxError> + Clone {
        service_fn(move |LambdaInvocation { context, .. }: LambdaInvocation| {
            let (posted, turns) = (posted.clone(), waits(&context.request_id));
            let request_id = context.request_id.clone();
            let called = (turns == 0).then(|| hand_over(LambdaEvent::new((), context.clone())));
            async move {
                let outcome = match called {
                    Some(outcome) => outcome.await,
                    None => {
                        for _ in 0..turns {
                            tokio::task::yield_now().await;
                        }
                        hand_over(LambdaEvent::new((), context)).await
                    }
                };
                let outcome = outcome.map(|json| json.get().to_owned()).map_err(|failure| failure.error_type);
                assert!(posted.lock().unwrap().insert(request_id, outcome).is_none());
                Ok(())
            }
        })
    }

    /// What is posted of events in flight at once, each of which answers with its own id.
    fn posted(ids: &[&str], waits: impl Fn(&str) -> usize + Clone) -> HashMap<String, Result<String, String>> {
        let posted = Posted::default();
        let handler =
            service_fn(|Invocation { context, .. }| async move { Ok(to_raw_value(&context.request_id).unwrap()) });
        let events = ids.iter().map(|id| {
            let mut context = Context::default();
            (*id).clone_into(&mut context.request_id);
            let parts = http::Response::new(()).into_parts().0;
            let invocation = LambdaInvocation { parts, body: bytes::Bytes::new(), context };
            serve(api(posted.clone(), waits.clone()), handler, invocation)
        });
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(join_all(events)).into_iter().for_each(|served| served.unwrap());
        let posted = posted.lock().unwrap();
        posted.clone()
    }

    /// The answer of the event with this id.
    fn own(id: &str) -> String {
        format!("\"{id}\"")
    }

    #[test]
    fn each_event_has_its_own_outcome() {
        let posted = posted(&["a", "b", "c"], |_| 0);
        assert!(["a", "b", "c"].iter().all(|id| posted[*id] == Ok(own(id))), "{posted:?}");
    }

    #[test]
    fn no_event_has_the_outcome_of_another_where_a_layer_waits_first() {
        let lost = Err("Runtime.Internal".to_owned());
        // the second outcome takes the place of the first
        let both_wait = posted(&["a", "b"], |_| 1);
        assert_eq!((&both_wait["a"], &both_wait["b"]), (&lost, &Ok(own("b"))));
        let the_first_waits_longer = posted(&["a", "b"], |id| if id == "a" { 2 } else { 1 });
        assert_eq!((&the_first_waits_longer["a"], &the_first_waits_longer["b"]), (&lost, &Ok(own("b"))));
        let only_the_first_waits = posted(&["a", "b"], |id| usize::from(id == "a"));
        assert_eq!((&only_the_first_waits["a"], &only_the_first_waits["b"]), (&lost, &Ok(own("b"))));
        let alone = posted(&["a"], |_| 3);
        assert_eq!(alone["a"], Ok(own("a")));
    }
}
