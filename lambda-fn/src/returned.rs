//! What handlers and their `init` return: any alias of `Result`.

/// What a handler may return: any alias of `Result`.
#[diagnostic::on_unimplemented(
    message = "a handler returns `Result<T, E>`, not `{Self}`",
    label = "not a `Result`",
    note = "write `-> Result<{Self}>` with `use lambda_fn::Result`, and `Ok(…)` around the response"
)]
pub trait HandlerResult {
    #[doc(hidden)]
    type Response;
    #[doc(hidden)]
    type Error;
    #[doc(hidden)]
    fn into_result(self) -> Result<Self::Response, Self::Error>;
}

impl<T, E> HandlerResult for Result<T, E> {
    type Response = T;
    type Error = E;

    fn into_result(self) -> Self {
        self
    }
}

/// What a handler returned.
pub fn returned<R: HandlerResult>(result: R) -> Result<R::Response, R::Error> {
    result.into_result()
}

/// What the fn behind `init` may return: any alias of `Result`.
#[diagnostic::on_unimplemented(
    message = "an `init` returns `Result<State, E>`, not `{Self}`",
    label = "does not return a `Result`",
    note = "write `-> Result<{Self}>` with `use lambda_fn::Result`, and `Ok(…)` around the state"
)]
pub trait InitResult {
    #[doc(hidden)]
    type State;
    #[doc(hidden)]
    type Error;
    #[doc(hidden)]
    fn into_result(self) -> Result<Self::State, Self::Error>;
}

impl<T, E> InitResult for Result<T, E> {
    type State = T;
    type Error = E;

    fn into_result(self) -> Self {
        self
    }
}

/// What an `init` made.
pub fn made<R: InitResult>(result: R) -> Result<R::State, R::Error> {
    result.into_result()
}
