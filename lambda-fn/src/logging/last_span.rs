//! Where a handler is that gives no answer: the innermost span that a poll of it enters.

use std::cell::RefCell;

use tracing::{Subscriber, span};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

thread_local! {
    /// The spans that are entered on this thread, while somebody wants to know.
    static WATCHED: RefCell<Option<Watched>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Watched {
    depth: usize,
    deepest: usize,
    innermost: Option<&'static str>,
}

/// The innermost span that is entered in `poll`, the last of several.
pub(crate) fn innermost_span<T>(poll: impl FnOnce() -> T) -> (T, Option<&'static str>) {
    /// Ends the watch, by a panic too.
    struct Watch;
    impl Drop for Watch {
        fn drop(&mut self) {
            WATCHED.take();
        }
    }
    WATCHED.set(Some(Watched::default()));
    let watch = Watch;
    let polled = poll();
    let innermost = WATCHED.with_borrow(|watched| watched.as_ref().and_then(|watched| watched.innermost));
    drop(watch);
    (polled, innermost)
}

/// Tells [`innermost_span`] of the spans.
pub(super) struct LastSpan;

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for LastSpan {
    fn on_enter(&self, id: &span::Id, context: Context<'_, S>) {
        WATCHED.with_borrow_mut(|watched| {
            if let (Some(watched), Some(metadata)) = (watched.as_mut(), context.metadata(id)) {
                watched.depth += 1;
                if watched.depth >= watched.deepest {
                    watched.deepest = watched.depth;
                    watched.innermost = Some(metadata.name());
                }
            }
        });
    }

    fn on_exit(&self, _: &span::Id, _: Context<'_, S>) {
        WATCHED.with_borrow_mut(|watched| {
            if let Some(watched) = watched.as_mut() {
                watched.depth = watched.depth.saturating_sub(1);
            }
        });
    }
}
