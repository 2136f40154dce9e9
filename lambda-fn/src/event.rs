//! How the parameters of a handler are made from an invocation.
//!
//! The markers (`Via…`) let the compiler tell the kinds of parameter apart by type, as axum does it with
//! `ViaParts` and `ViaRequest`.

use lambda_runtime::{Context, LambdaEvent};
use serde::Deserialize;

use crate::failure::Failure;
use crate::invocation::{Invocation, Invoked};

/// A state that events in flight at once may share.
#[diagnostic::on_unimplemented(
    message = "the state `{Self}` cannot be shared by several events at once",
    label = "makes a state that is not `Sync`",
    note = "`managed_instances = true` serves several events at once; make the state `Sync`, with `Mutex` or atomics inside"
)]
pub trait SharedState: 'static {
    /// A projection, so that the compiler says nothing more where the state is refused.
    #[doc(hidden)]
    type Ref;
    #[doc(hidden)]
    fn share(&'static self) -> Self::Ref;
}

#[diagnostic::do_not_recommend]
impl<State: Sync + 'static> SharedState for State {
    type Ref = &'static State;

    fn share(&'static self) -> &'static State {
        self
    }
}

/// The state of a function that serves several events at once.
pub fn shared<State: SharedState>(state: &'static State) -> State::Ref {
    state.share()
}

/// What the first parameter of a handler may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the event of a handler",
    label = "this type cannot be decoded from an event",
    note = "derive it: `#[derive(serde::Deserialize)]`, on your own type where it stands within another"
)]
pub trait FromEvent<'a, Via>: Sized {
    #[doc(hidden)]
    fn from_event(invocation: &'a Invocation) -> Result<Self, Failure>;
}

/// The event itself.
pub enum ViaPayload {}
/// The event and its context in one.
pub enum ViaLambdaEvent {}
/// The context under another name: what the compiler says where it has to choose.
pub enum CallTheContextByItsOwnName {}
/// The context.
pub enum ViaContext {}
/// What `init` returned.
pub enum ViaState {}

#[diagnostic::do_not_recommend]
impl<'a, T: Deserialize<'a>> FromEvent<'a, ViaPayload> for T {
    fn from_event(invocation: &'a Invocation) -> Result<Self, Failure> {
        invocation.event()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T: Deserialize<'a>> FromEvent<'a, ViaLambdaEvent> for LambdaEvent<T> {
    fn from_event(invocation: &'a Invocation) -> Result<Self, Failure> {
        Ok(LambdaEvent::new(invocation.event()?, invocation.context.clone()))
    }
}

/// `Context` implements `Deserialize`, so an alias of it in first place would be decoded from the event: with two ways to
/// make it, the compiler refuses.
#[diagnostic::do_not_recommend]
impl<'a> FromEvent<'a, CallTheContextByItsOwnName> for Context {
    fn from_event(invocation: &'a Invocation) -> Result<Self, Failure> {
        Ok(invocation.context.clone())
    }
}

/// The event of a handler.
pub fn event<'a, T: FromEvent<'a, Via>, Via>(invocation: &'a Invocation) -> Result<T, Failure> {
    T::from_event(invocation)
}

/// What a first parameter that is a reference may be, in a function without `init`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the event of a handler",
    label = "cannot be decoded from an event",
    note = "name the `async fn` that makes it in `#[lambda_fn(init = …)]`, or take the event by value"
)]
pub trait FromEventByReference<'a>: Sized {
    #[doc(hidden)]
    fn from_event_by_reference(invocation: &'a Invocation) -> Result<Self, Failure>;
}

#[diagnostic::do_not_recommend]
impl<'a, T: Deserialize<'a>> FromEventByReference<'a> for T {
    fn from_event_by_reference(invocation: &'a Invocation) -> Result<Self, Failure> {
        invocation.event()
    }
}

/// The event of a handler that borrows it.
pub fn event_by_reference<'a, T: FromEventByReference<'a>>(invocation: &'a Invocation) -> Result<T, Failure> {
    T::from_event_by_reference(invocation)
}

/// What a first parameter that is a reference may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither an event nor the state `&{State}`",
    label = "cannot be decoded from an event, and is not what `init` makes",
    note = "an event implements `serde::Deserialize`; the state is taken as `&State`, by the type that `init` returns"
)]
pub trait FromEventOrState<'a, State, Via>: Sized {
    #[doc(hidden)]
    fn from_event_or_state(invocation: &'a Invocation, state: &'a State) -> Result<Self, Failure>;
}

#[diagnostic::do_not_recommend]
impl<'a, T: Deserialize<'a>, State> FromEventOrState<'a, State, ViaPayload> for T {
    fn from_event_or_state(invocation: &'a Invocation, _: &'a State) -> Result<Self, Failure> {
        invocation.event()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, State> FromEventOrState<'a, State, ViaState> for &'a State {
    fn from_event_or_state(_: &'a Invocation, state: &'a State) -> Result<Self, Failure> {
        Ok(state)
    }
}

/// The event of a handler, or its state where it takes no event.
pub fn event_or_state<'a, T: FromEventOrState<'a, State, Via>, State, Via>(
    invocation: &'a Invocation,
    state: &'a State,
) -> Result<T, Failure> {
    T::from_event_or_state(invocation, state)
}

/// What a handler may take behind its event.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither the context nor the state `&{State}`",
    label = "not what `init` makes",
    note = "behind the event a handler takes `lambda_fn::Context`, `&Context`, or `&State` with the type that `init` returns"
)]
pub trait FromInvocation<'a, State, Via>: Sized {
    #[doc(hidden)]
    fn from_invocation(context: &'a Context, state: &'a State) -> Self;
}

#[diagnostic::do_not_recommend]
impl<'a, State> FromInvocation<'a, State, ViaContext> for Context {
    fn from_invocation(context: &'a Context, _: &'a State) -> Self {
        context.clone()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, State> FromInvocation<'a, State, ViaContext> for &'a Context {
    fn from_invocation(context: &'a Context, _: &'a State) -> Self {
        context
    }
}

#[diagnostic::do_not_recommend]
impl<'a, State> FromInvocation<'a, State, ViaState> for &'a State {
    fn from_invocation(_: &'a Context, state: &'a State) -> Self {
        state
    }
}

/// A parameter of a handler behind its event.
pub fn argument<'a, T: FromInvocation<'a, State, Via>, State, Via>(invoked: &'a impl Invoked, state: &'a State) -> T {
    T::from_invocation(invoked.context(), state)
}

/// What a handler without state may take behind its event.
#[diagnostic::on_unimplemented(
    message = "this `Context` is not the context of an invocation",
    label = "not `lambda_fn::Context`",
    note = "write `lambda_fn::Context`; a type of your own needs another name, since one called `Context` is taken for it"
)]
pub trait FromContext<'a>: Sized {
    #[doc(hidden)]
    fn from_context(context: &'a Context) -> Self;
}

#[diagnostic::do_not_recommend]
impl<'a> FromContext<'a> for Context {
    fn from_context(context: &'a Context) -> Self {
        context.clone()
    }
}

#[diagnostic::do_not_recommend]
impl<'a> FromContext<'a> for &'a Context {
    fn from_context(context: &'a Context) -> Self {
        context
    }
}

/// The context of a handler.
pub fn context<'a, T: FromContext<'a>>(invoked: &'a impl Invoked) -> T {
    T::from_context(invoked.context())
}
