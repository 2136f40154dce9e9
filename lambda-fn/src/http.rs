//! HTTP: handlers and routers of axum's behind API Gateway, function URLs and load balancers.
//!
//! [`#[lambda_fn(http(…))]`](macro@crate::lambda_fn#handlers-of-http-requests) makes a function of a handler or of a
//! [`Router`]. All that it takes is here, so that a function needs `lambda-fn` and `serde` as its dependencies; the whole of
//! axum is [`axum`], in the version that this crate has.
//!
//! ```
//! use lambda_fn::http::{Problem, Query, StatusCode};
//! use lambda_fn::lambda_fn;
//! use serde::Deserialize;
//!
//! #[derive(Deserialize)]
//! struct Fraction { of: u32, by: u32 }
//!
//! #[lambda_fn(http(route = "GET /fraction"))]
//! async fn fraction(Query(fraction): Query<Fraction>) -> Result<String, Problem> {
//!     match fraction.of.checked_div(fraction.by) {
//!         Some(result) => Ok(result.to_string()),
//!         None => Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY).detail("nothing is divided by zero")),
//!     }
//! }
//!
//! // `fraction` is still a function
//! # async fn test() {
//! let ten = Fraction { of: 10, by: 2 };
//! assert_eq!(fraction(Query(ten)).await.unwrap(), "5");
//! # }
//! ```
//!
//! How events become requests and responses become answers is told in [the guide](crate::guide::http).

mod endpoint;
mod event;
mod extract;
mod lambda;
mod problem;
mod request;
mod response;
mod returned;
mod service;
mod stream;
mod text;
mod uri;

pub use axum;
pub use axum::body::{Body, Bytes};
pub use axum::extract::{
    FromRef, FromRequest, FromRequestParts, MatchedPath, OriginalUri, Path, Query, RawPathParams, RawQuery, Request,
    State,
};
pub use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
pub use axum::response::{Html, IntoResponse, Redirect, Response};
pub use axum::{Extension, Form, Json, Router, middleware, routing};
pub use lambda_fn_macros::debug_handler;

pub use extract::{Claims, Context, Event, PathParameters, RequestContext, Resource, SourceIp, Stage, StageVariables};
pub use problem::Problem;

/// A 404 as problem details, for [`Router::fallback`].
#[expect(clippy::unused_async, reason = "axum's handlers are async")]
pub async fn not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND)
}

/// A 405 as problem details, for [`Router::method_not_allowed_fallback`].
#[expect(clippy::unused_async, reason = "axum's handlers are async")]
pub async fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED)
}

/// Makes problem details of what axum says where it refuses a request: of a 4xx or a 5xx that is plain text, or nothing.
///
/// A handler of the attribute has it without asking. In a `Router` of yours it is a layer, since there it cannot tell text
/// of axum's from text of your own:
///
/// ```
/// use lambda_fn::http::{Json, Router, middleware::map_response, problem_details, routing::post};
///
/// async fn greet(Json(name): Json<String>) -> String {
///     format!("Hello, {name}!")
/// }
///
/// let router: Router = Router::new().route("/", post(greet)).layer(map_response(problem_details));
/// ```
pub async fn problem_details(response: Response) -> Response {
    problem::of_rejection(response).await
}

/// What the expansion calls.
pub(crate) mod private {
    pub use super::endpoint::{
        decoded_from_request, endpoint, from_head, from_head_without_init, from_request, from_request_without_init,
        http_response, http_state, invoked, layered, part_from_head, part_from_request, router, whole_request,
    };
    pub use super::problem::error_response;
    pub use super::returned::Returned;
    pub use super::service::{http, http_early_timeout};
    pub use super::stream::http_stream;

    /// The traits that the expansion imports to tell what a handler returns, without their names.
    pub mod returned {
        pub use crate::http::returned::{
            ReturnsOther as _, ReturnsResponse as _, ReturnsResult as _, ReturnsText as _,
        };
    }
}
