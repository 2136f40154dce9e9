//! In place of `shutdown`, where its feature is off, and where there are no signals.

use crate::exit::Exit;

/// What the key `shutdown` may name: nothing, without its feature.
#[diagnostic::on_unimplemented(
    message = "`shutdown` needs the feature `graceful-shutdown` of `lambda-fn`",
    label = "the feature is off",
    note = "run `cargo add lambda-fn --features graceful-shutdown`"
)]
pub trait ShutdownHook<State: 'static>: Sized {
    #[doc(hidden)]
    type Running: Future<Output = ()>;
    #[doc(hidden)]
    fn start(self, state: &'static State) -> Self::Running;
}

/// What would run at shutdown.
pub fn on_shutdown<State, H: ShutdownHook<State>>(state: &'static State, hook: H) -> H::Running {
    hook.start(state)
}

/// Serves events.
pub async fn until_shutdown(
    run: impl Future<Output = Result<(), Exit>>,
    _: impl Future<Output = ()>,
) -> Result<(), Exit> {
    run.await
}
