//! A handler as the expansion calls it: its parameters are extracted one by one, so that each is refused at its own place,
//! and a rejection becomes problem details.

use std::convert::Infallible;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::Router;
use http::request::Parts;

use super::extract::{Context, lambda};
use super::lambda::Lambda;
use super::problem::{Problem, of_rejection};
use crate::event::{FromContext, FromInvocation, ViaContext};
use crate::failure::Failure;

/// A response in place of that of the handler.
pub struct Refusal(Box<Response>);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self(Box::new(Problem::of(failure).into_response()))
    }
}

/// What a parameter of a handler before the last may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be extracted from the head of a request",
    label = "no extractor, or one that reads the body",
    note = "an extractor that reads the body, such as `Json`, `Bytes` or `String`, is the last parameter",
    note = "`Query<T>` and `Path<T>` need `T: serde::Deserialize`, and own what they hold",
    note = "an extractor implements `FromRequestParts`",
    note = "`State<T>` needs `init`, and `T: Clone`; `T` is what `init` returns, or what implements `FromRef` of it"
)]
pub trait FromHead<S>: Sized {
    #[doc(hidden)]
    fn from_head(head: &mut Parts, state: &S) -> impl Future<Output = Result<Self, Refusal>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: FromRequestParts<S>, S: Sync> FromHead<S> for T {
    async fn from_head(head: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let refused = match T::from_request_parts(head, state).await {
            Ok(extracted) => return Ok(extracted),
            Err(rejection) => rejection.into_response(),
        };
        Err(Refusal(Box::new(of_rejection(refused).await)))
    }
}

/// What the last parameter of a handler may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be extracted from a request",
    label = "no extractor",
    note = "take the body as `Json<T>`, `Bytes` or `String`, and the rest as `Path<T>`, `Query<T>`, `HeaderMap` or another extractor of axum's",
    note = "`Json<T>`, `Form<T>`, `Query<T>` and `Path<T>` need `T: serde::Deserialize`, and own what they hold",
    note = "an extractor implements `FromRequest` or `FromRequestParts`",
    note = "`State<T>` needs `init`, and `T: Clone`; `T` is what `init` returns, or what implements `FromRef` of it"
)]
pub trait FromWhole<S, Via>: Sized {
    #[doc(hidden)]
    fn from_whole(request: Request, state: &S) -> impl Future<Output = Result<Self, Refusal>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: FromRequest<S, Via>, S: Sync, Via> FromWhole<S, Via> for T {
    async fn from_whole(request: Request, state: &S) -> Result<Self, Refusal> {
        let refused = match T::from_request(request, state).await {
            Ok(extracted) => return Ok(extracted),
            Err(rejection) => rejection.into_response(),
        };
        Err(Refusal(Box::new(of_rejection(refused).await)))
    }
}

/// A parameter before the last.
pub async fn from_head<T: FromHead<S>, S: Sync>(head: &mut Parts, state: &S) -> Result<T, Refusal> {
    T::from_head(head, state).await
}

/// The last parameter, which may read the body.
pub async fn from_request<T: FromWhole<S, Via>, S: Sync, Via>(request: Request, state: &S) -> Result<T, Refusal> {
    T::from_whole(request, state).await
}

/// What Lambda says of the request, for parameters that are no extractors: the context, and the state of `init`.
pub fn invoked(head: &Parts) -> Result<Lambda, Refusal> {
    lambda(head).cloned().map_err(|problem| Refusal(Box::new(problem.into_response())))
}

#[diagnostic::do_not_recommend]
impl<State> FromInvocation<'_, State, ViaContext> for Context {
    fn from_invocation(context: &lambda_runtime::Context, _: &State) -> Self {
        Self(context.clone())
    }
}

#[diagnostic::do_not_recommend]
impl FromContext<'_> for Context {
    fn from_context(context: &lambda_runtime::Context) -> Self {
        Self(context.clone())
    }
}

/// What a handler of requests, or the `Ok` of it, may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an HTTP response",
    label = "not a response",
    note = "wrap it as JSON, `Json(…)`, or implement `lambda_fn::http::IntoResponse` for it",
    note = "`Json<T>` needs `T: serde::Serialize`"
)]
pub trait HttpResponse {
    #[doc(hidden)]
    fn http_response(self) -> Response;
}

#[diagnostic::do_not_recommend]
impl<T: IntoResponse> HttpResponse for T {
    fn http_response(self) -> Response {
        self.into_response()
    }
}

/// What a handler answers.
pub fn http_response<T: HttpResponse>(response: T) -> Result<Response, Refusal> {
    Ok(response.http_response())
}

/// What several requests may share.
#[diagnostic::on_unimplemented(
    message = "the state `{Self}` cannot be shared by the handlers of axum",
    label = "makes a state that is not `Send` and `Sync`",
    note = "axum may run handlers on several threads; make the state `Send` and `Sync`, with `Mutex` or atomics inside"
)]
pub trait HttpState: 'static {
    #[doc(hidden)]
    type Ref;
    #[doc(hidden)]
    fn share(&'static self) -> Self::Ref;
}

#[diagnostic::do_not_recommend]
impl<State: Send + Sync + 'static> HttpState for State {
    type Ref = &'static State;

    fn share(&'static self) -> &'static State {
        self
    }
}

/// The state of a function that answers requests.
pub fn http_state<State: HttpState>(state: &'static State) -> State::Ref {
    state.share()
}

/// A handler of axum's.
pub fn endpoint<F, Answering>(endpoint: F) -> F
where
    F: Fn(Request) -> Answering + Clone + Send + Sync + 'static,
    Answering: Future<Output = Result<Response, Refusal>> + Send + 'static,
{
    endpoint
}

/// What the fn of a function with many routes may return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `Router`",
    label = "makes no `Router`",
    note = "return `lambda_fn::http::Router`, with its state given by `with_state`, or `Result<Router>`; a handler of single requests is an `async fn`"
)]
pub trait IsRouter {
    #[doc(hidden)]
    type Error;
    #[doc(hidden)]
    fn router(self) -> Result<Router, Self::Error>;
}

#[diagnostic::do_not_recommend]
impl IsRouter for Router {
    type Error = Infallible;

    fn router(self) -> Result<Self, Infallible> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<E> IsRouter for Result<Router, E> {
    type Error = E;

    fn router(self) -> Self {
        self
    }
}

/// The routes that a fn of the user's made.
pub fn router<R: IsRouter>(router: R) -> Result<Router, R::Error> {
    router.router()
}

/// What the key `layers` may name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot put layers around a `Router`",
    label = "not a `fn(Router) -> Router`",
    note = "write `fn layers(router: Router) -> Router`; what waits or can fail belongs in `init`"
)]
pub trait Layers<Via>: Sized {
    #[doc(hidden)]
    fn around(self, router: Router) -> Router;
}

/// Through a fn.
pub enum ViaFn {}
/// In no way at all: where a trait has a second way, rustc says that it has none, and does not tell of `FnOnce` instead.
pub enum ViaNone {}
/// Nothing is.
pub trait Impossible {}

#[diagnostic::do_not_recommend]
impl<F: FnOnce(Router) -> Router> Layers<ViaFn> for F {
    fn around(self, router: Router) -> Router {
        self(router)
    }
}

#[diagnostic::do_not_recommend]
impl<F: Impossible> Layers<ViaNone> for F {
    fn around(self, router: Router) -> Router {
        router
    }
}

/// The routes within the layers that the user named.
pub fn layered<L: Layers<Via>, Via>(router: Router, layers: L) -> Router {
    layers.around(router)
}
