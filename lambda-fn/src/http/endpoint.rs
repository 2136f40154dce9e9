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
    note = "make it the last parameter if it reads the body, as `Json`, `Bytes` and `Request` do; implement `FromRequestParts` for your own type"
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
    note = "take `lambda_fn::http::Request`, which is all of it, or a part such as `Path<T>`, `Query<T>`, `HeaderMap` or `Json<T>`"
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

/// What a parameter named `State` may be where there is no `init`.
#[diagnostic::on_unimplemented(
    message = "nothing makes the state of `{Self}`",
    label = "no state",
    note = "name the `async fn` that makes it in the attribute: `#[lambda_fn(…, init = connect)]`"
)]
pub trait WithoutInit: Sized {
    #[doc(hidden)]
    fn from_head(head: &mut Parts) -> impl Future<Output = Result<Self, Refusal>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: FromHead<()>> WithoutInit for T {
    async fn from_head(head: &mut Parts) -> Result<Self, Refusal> {
        T::from_head(head, &()).await
    }
}

/// A parameter named `State` where there is no `init`: an extractor of the user's own, or a mistake.
pub async fn from_head_without_init<T: WithoutInit>(head: &mut Parts, (): &()) -> Result<T, Refusal> {
    T::from_head(head).await
}

/// What the last parameter may be where it is named `State` and there is no `init`.
#[diagnostic::on_unimplemented(
    message = "nothing makes the state of `{Self}`",
    label = "no state",
    note = "name the `async fn` that makes it in the attribute: `#[lambda_fn(…, init = connect)]`"
)]
pub trait WholeWithoutInit<Via>: Sized {
    #[doc(hidden)]
    fn from_whole(request: Request) -> impl Future<Output = Result<Self, Refusal>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: FromRequest<(), Via>, Via> WholeWithoutInit<Via> for T {
    async fn from_whole(request: Request) -> Result<Self, Refusal> {
        <T as FromWhole<(), Via>>::from_whole(request, &()).await
    }
}

/// The same as the last parameter.
pub async fn from_request_without_init<T: WholeWithoutInit<Via>, Via>(request: Request, (): &()) -> Result<T, Refusal> {
    T::from_whole(request).await
}

/// As [`from_head`], for a parameter with the name of an extractor of axum's: what is wrong with it is that its type does not
/// keep a bound, which rustc says by itself.
pub async fn part_from_head<T: FromRequestParts<S>, S: Sync>(head: &mut Parts, state: &S) -> Result<T, Refusal> {
    T::from_head(head, state).await
}

/// The same as the last parameter.
pub async fn part_from_request<T: FromRequest<S, Via>, S: Sync, Via>(
    request: Request,
    state: &S,
) -> Result<T, Refusal> {
    <T as FromWhole<S, Via>>::from_whole(request, state).await
}

/// What the parameter named `Request` may be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the request that a handler gets",
    label = "another request",
    note = "take `lambda_fn::http::Request`, whose body is `lambda_fn::http::Body`"
)]
pub trait WholeRequest<S, Via>: Sized {
    #[doc(hidden)]
    fn from_whole(request: Request, state: &S) -> impl Future<Output = Result<Self, Refusal>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: FromRequest<S, Via>, S: Sync, Via> WholeRequest<S, Via> for T {
    async fn from_whole(request: Request, state: &S) -> Result<Self, Refusal> {
        <T as FromWhole<S, Via>>::from_whole(request, state).await
    }
}

/// The last parameter where it is named `Request`.
pub async fn whole_request<T: WholeRequest<S, Via>, S: Sync, Via>(request: Request, state: &S) -> Result<T, Refusal> {
    T::from_whole(request, state).await
}

/// What `Json<T>` or `Form<T>` decodes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be decoded from the body of a request",
    label = "its type cannot be decoded",
    note = "derive it: `#[derive(serde::Deserialize)]`"
)]
pub trait DecodedFromWhole<S, Via>: Sized {
    #[doc(hidden)]
    fn from_whole(request: Request, state: &S) -> impl Future<Output = Result<Self, Refusal>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: FromRequest<S, Via>, S: Sync, Via> DecodedFromWhole<S, Via> for T {
    async fn from_whole(request: Request, state: &S) -> Result<Self, Refusal> {
        <T as FromWhole<S, Via>>::from_whole(request, state).await
    }
}

/// The last parameter where it is named `Json` or `Form`.
pub async fn decoded_from_request<T: DecodedFromWhole<S, Via>, S: Sync, Via>(
    request: Request,
    state: &S,
) -> Result<T, Refusal> {
    T::from_whole(request, state).await
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
    note = "return it as `Json(…)`, with `#[derive(serde::Serialize)]` on its type, or implement `lambda_fn::http::IntoResponse`"
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
