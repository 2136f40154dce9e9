//! What the key `shutdown` may name.

/// What the key `shutdown` may name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot run at shutdown",
    label = "not an `async fn()`",
    note = "write `async fn close()`, or `async fn close(state: &State)` where `init` makes the state",
    note = "the state here is `{State}`; `()` is none, and `init = …` names the `async fn` that makes one"
)]
pub trait ShutdownHook<State: 'static, Via>: Sized {
    #[doc(hidden)]
    type Running: Future<Output = ()>;
    #[doc(hidden)]
    fn start(self, state: &'static State) -> Self::Running;
}

/// Takes nothing.
pub enum ViaNothing {}
/// Takes what `init` made.
pub enum ViaState {}

#[diagnostic::do_not_recommend]
impl<F, Fut, State> ShutdownHook<State, ViaNothing> for F
where
    F: FnOnce() -> Fut,
    Fut: Future<Output = ()>,
    State: 'static,
{
    type Running = Fut;

    fn start(self, _: &'static State) -> Fut {
        self()
    }
}

#[diagnostic::do_not_recommend]
impl<F, Fut, State> ShutdownHook<State, ViaState> for F
where
    F: FnOnce(&'static State) -> Fut,
    Fut: Future<Output = ()>,
    State: 'static,
{
    type Running = Fut;

    fn start(self, state: &'static State) -> Fut {
        self(state)
    }
}

/// What runs at shutdown, with the state where it takes that. The state comes first, so that a hook that wants another
/// one is refused by the trait, which knows the remedy.
pub fn on_shutdown<State, H: ShutdownHook<State, Via>, Via>(state: &'static State, hook: H) -> H::Running {
    hook.start(state)
}
