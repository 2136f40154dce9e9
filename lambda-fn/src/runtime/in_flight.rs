//! The events that the end of the process waits for, and the end of that.

use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::sync::{Notify, Semaphore};
use tokio::time::timeout;
use tracing::Span;

use crate::limits::limits;

static EVENTS: AtomicUsize = AtomicUsize::new(0);
static NONE: Notify = Notify::const_new();
static LAST: AtomicBool = AtomicBool::new(false);
/// Closed once they are given up.
static SERVED: Semaphore = Semaphore::const_new(0);

/// An event that was taken and is not yet answered.
pub(super) struct InFlight<'a> {
    span: &'a Span,
    answered: bool,
}

pub(super) fn taken(span: &Span) -> InFlight<'_> {
    EVENTS.fetch_add(1, Ordering::SeqCst);
    InFlight { span, answered: false }
}

impl InFlight<'_> {
    pub(super) fn answered(mut self) {
        self.answered = true;
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        if !self.answered {
            self.span.in_scope(|| tracing::warn!("the invocation is cancelled without an answer: the process ends"));
        }
        if EVENTS.fetch_sub(1, Ordering::SeqCst) == 1 {
            NONE.notify_waiters();
        }
    }
}

/// Waits until every event is answered.
pub(crate) async fn none() {
    let mut told = pin!(NONE.notified());
    while {
        told.as_mut().enable();
        EVENTS.load(Ordering::SeqCst) > 0
    } {
        told.as_mut().await;
        told.set(NONE.notified());
    }
}

/// From now on, who has served an event takes no other.
pub(crate) fn are_the_last() {
    LAST.store(true, Ordering::SeqCst);
}

pub(super) fn is_the_last() -> bool {
    LAST.load(Ordering::SeqCst)
}

/// Those that are there are cancelled, where several are served at once, and no other is served.
pub(crate) fn give_up() {
    SERVED.close();
}

/// Gives them up, and waits until they are gone: each says so.
pub(super) async fn cancel() {
    give_up();
    // one that blocks its thread is not gone before the process
    let _ = timeout(limits().cancel, none()).await;
}

pub(super) fn is_given_up() -> bool {
    SERVED.is_closed()
}

/// Waits until they are.
pub(super) async fn given_up() {
    // it has no permits: all that comes of it is that it is closed
    let _ = SERVED.acquire().await;
}
