//! Catches panics, with their places.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::pin::Pin;
use std::task::Poll;

use crate::failure::{self, Failure};

thread_local! {
    /// Whether a panic on this thread will be caught here.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    /// The last such panic: only the hook is told where it was.
    static LAST: Cell<Option<Box<Panic>>> = const { Cell::new(None) };
}

/// A panic that was caught.
pub(crate) struct Panic {
    pub(crate) message: String,
    place: Option<Place>,
}

struct Place {
    location: Option<String>,
    backtrace: Option<String>,
}

/// Keeps the panics that are caught here; all others go to the hook there was.
pub(crate) fn install_hook() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            LAST.set(Some(Box::new(Panic { message: message(info.payload()), place: Some(Place::of(info)) })));
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

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let message = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    message.unwrap_or("the panic carries no message").to_owned()
}

/// Runs a future, and catches its panic.
///
/// By reference: a future is large, and moving it costs every event.
pub(crate) fn catch<F: Future + ?Sized>(mut future: Pin<&mut F>) -> impl Future<Output = Result<F::Output, Panic>> {
    std::future::poll_fn(move |cx| match caught(|| future.as_mut().poll(cx)) {
        Ok(polled) => polled.map(Ok),
        Err(panic) => Poll::Ready(Err(panic)),
    })
}

/// Runs something that does not wait, and catches its panic. One that it has caught itself is logged: the hook has
/// kept it from stderr, and nobody else may know of it.
pub(crate) fn caught<T>(run: impl FnOnce() -> T) -> Result<T, Panic> {
    let outer = GUARDED.replace(true);
    let ended = panic::catch_unwind(AssertUnwindSafe(run));
    GUARDED.set(outer);
    let last = LAST.take();
    match ended {
        Ok(output) => {
            if let Some(panic) = last {
                log_caught(*panic);
            }
            Ok(output)
        }
        Err(payload) => {
            let message = message(&*payload);
            // one that is resumed calls no hook, and the last may be another
            let place = last.filter(|last| last.message == message).and_then(|last| last.place);
            Err(Panic { message, place })
        }
    }
}

/// Drops what may panic as it goes; the panic is logged as what has failed.
pub(crate) fn dropped(what: &str, drop: impl FnOnce()) {
    if let Err(panic) = caught(drop) {
        Failure::from(panic).log(what);
    }
}

#[cold]
fn log_caught(panic: Panic) {
    Failure::from(panic).log("panic caught");
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
