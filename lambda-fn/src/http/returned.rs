//! What a handler of requests returns, told apart by its traits as errors are: see `crate::report`.
//!
//! The expansion calls `(&&&&Returned::of(&result)).returns().of(result)`, and the implementation with the most references
//! that applies is taken.

use std::borrow::Cow;
use std::convert::Infallible;
use std::marker::PhantomData;

use axum::response::IntoResponse;

/// The type of what a handler returned.
pub struct Returned<R>(PhantomData<R>);

impl<R> Returned<R> {
    /// Looks at the type alone.
    #[must_use]
    pub fn of(_: &R) -> Self {
        Self(PhantomData)
    }
}

/// A response as it is.
pub struct Response;

impl Response {
    /// Hands it on.
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "the expansion calls it for either of the two")]
    pub fn of<R>(self, response: R) -> Result<R, Infallible> {
        Ok(response)
    }
}

/// A result whose error is reported.
pub struct Reported;

impl Reported {
    /// Hands it on.
    #[expect(clippy::unused_self, reason = "the expansion calls it for either of the two")]
    pub fn of<T, E>(self, result: Result<T, E>) -> Result<T, E> {
        result
    }
}

/// Text as an error: axum would answer it with a 200.
pub trait Text {}

impl Text for String {}
impl Text for &str {}
impl Text for Box<str> {}
impl Text for Cow<'_, str> {}

/// First choice: an error that is text.
pub trait ReturnsText {
    #[doc(hidden)]
    fn returns(&self) -> Reported;
}

impl<T, E: Text> ReturnsText for &&&Returned<Result<T, E>> {
    fn returns(&self) -> Reported {
        Reported
    }
}

/// Second choice: whatever axum makes a response of, errors that do it themselves among them.
pub trait ReturnsResponse {
    #[doc(hidden)]
    fn returns(&self) -> Response;
}

impl<R: IntoResponse> ReturnsResponse for &&Returned<R> {
    fn returns(&self) -> Response {
        Response
    }
}

/// Third choice: a result with any other error.
pub trait ReturnsResult {
    #[doc(hidden)]
    fn returns(&self) -> Reported;
}

impl<T, E> ReturnsResult for &Returned<Result<T, E>> {
    fn returns(&self) -> Reported {
        Reported
    }
}

/// Last: what is no response, which is said of it next.
pub trait ReturnsOther {
    #[doc(hidden)]
    fn returns(&self) -> Response;
}

impl<R> ReturnsOther for Returned<R> {
    fn returns(&self) -> Response {
        Response
    }
}
