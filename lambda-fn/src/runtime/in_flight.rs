//! The events that the end of the process waits for.

use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

static EVENTS: AtomicUsize = AtomicUsize::new(0);
static NONE: Notify = Notify::const_new();

/// An event that was taken and is not yet answered.
pub(crate) struct InFlight(());

pub(crate) fn in_flight() -> InFlight {
    EVENTS.fetch_add(1, Ordering::SeqCst);
    InFlight(())
}

impl Drop for InFlight {
    fn drop(&mut self) {
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
