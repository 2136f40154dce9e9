//! Notices that a worker of `lambda_runtime`'s is gone, on several events at once: there it goes on with one fewer, and
//! leaves the event that ended it without an answer.

use std::future::pending;
use std::pin::pin;

use lambda_runtime_api_client::BoxError;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{in_flight, lost_api};
use crate::catch::dropped;
use crate::exit::Exit;

/// Held by each worker, as long as it lives.
#[derive(Clone)]
pub(super) struct Worker(UnboundedSender<Exit>);

/// Hears of the workers that are gone.
pub(super) struct Lost(UnboundedReceiver<Exit>);

impl Worker {
    pub(super) fn watched() -> (Self, Lost) {
        let (sender, receiver) = unbounded_channel();
        (Self(sender), Lost(receiver))
    }

    /// Serves one event, or gives it up; where the process is about to end, the worker takes no other.
    pub(super) fn run<F>(&self, served: F) -> impl Future<Output = Result<(), BoxError>> + Send + use<F>
    where
        F: Future<Output = Result<(), BoxError>> + Send,
    {
        let lost = self.0.clone();
        async move {
            let served = unless_given_up(served).await;
            if let Err(error) = &served {
                // nobody hears it where another worker was lost before
                let _ = lost.send(lost_api(&**error));
            }
            if in_flight::is_the_last() {
                pending::<()>().await;
            }
            served
        }
    }
}

/// Of an event that is given up nothing comes any more.
async fn unless_given_up<F: Future<Output = Result<(), BoxError>>>(served: F) -> Result<(), BoxError> {
    let mut served = pin!(Some(served));
    if let Some(serving) = served.as_mut().as_pin_mut() {
        tokio::select! {
            biased;
            served = serving => return served,
            () = in_flight::given_up() => {}
        }
    }
    dropped("an invocation that the shutdown cancels failed", || served.set(None));
    pending().await
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.send(Exit::new(
            "the Runtime API client gave up: the answer to `/next` is no event, or its client context or Cognito identity \
             cannot be read",
        ));
    }
}

impl Lost {
    /// Why the first one is gone, once what the others have in flight is answered.
    pub(super) async fn first(mut self) -> Exit {
        let Some(exit) = self.0.recv().await else { pending().await };
        in_flight::are_the_last();
        in_flight::none().await;
        exit
    }
}
