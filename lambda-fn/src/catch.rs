//! Catches panics, with their places.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::pin::Pin;
use std::task::Poll;

use crate::failure::{self, Failure};

thread_local! {
    /// Whether a panic on this thread will be caught here.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// Where the last such panic was: only the hook is told.
    static PLACE: RefCell<Option<Place>> = const { RefCell::new(None) };
}

struct Place {
    location: Option<String>,
    backtrace: Option<String>,
}

/// Keeps the place of the panics that are caught here; all others go to the hook there was.
pub(crate) fn install_hook() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            PLACE.set(Some(Place::of(info)));
        } else {
            previous(info);
        }
    }));
}

impl Place {
    fn of(info: &PanicHookInfo<'_>) -> Self {
        let backtrace = Backtrace::capture();
        let captured = backtrace.status() == BacktraceStatus::Captured;
        Self { location: info.location().map(ToString::to_string), backtrace: captured.then(|| backtrace.to_string()) }
    }
}

/// A panic that was caught.
pub(crate) struct Panic {
    pub(crate) message: String,
    place: Option<Place>,
}

/// Runs a future, and catches its panic.
///
/// By reference: a future is large, and moving it costs every event.
pub(crate) fn catch<F: Future + ?Sized>(mut future: Pin<&mut F>) -> impl Future<Output = Result<F::Output, Panic>> {
    std::future::poll_fn(move |cx| {
        let outer = GUARDED.replace(true);
        let polled = panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx)));
        GUARDED.set(outer);
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Err(payload) => Poll::Ready(Err(Panic::of(&*payload))),
        }
    })
}

/// Drops a future in its place: what it holds may panic, and a panic that was caught is returned.
pub(crate) fn drop_within<F>(mut future: Pin<&mut Option<F>>) -> Option<Panic> {
    let outer = GUARDED.replace(true);
    let dropped = panic::catch_unwind(AssertUnwindSafe(|| future.set(None)));
    GUARDED.set(outer);
    dropped.err().map(|payload| Panic::of(&*payload))
}

impl Panic {
    fn of(payload: &(dyn Any + Send)) -> Self {
        let text = payload.downcast_ref::<&str>().copied();
        let message = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Self { message: message.unwrap_or("the panic carries no message").to_owned(), place: PLACE.take() }
    }
}

impl From<Panic> for Failure {
    fn from(Panic { message, place }: Panic) -> Self {
        let (location, backtrace) = place.map_or((None, None), |place| (place.location, place.backtrace));
        let message = match location {
            Some(location) => format!("panicked at {location}: {message}"),
            None => format!("panicked: {message}"),
        };
        let place = backtrace.map(|backtrace| Box::new(failure::Place { backtrace: Some(backtrace), last_span: None }));
        Self { place, ..Self::new("Function.Panicked", message) }
    }
}
