//! From what a handler returns to the response that Lambda gets.

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use crate::failure::Failure;

/// AWS Lambda quotas: "6 MB each for request and response (synchronous)"; the response's limit is 100 bytes above.
pub(crate) const MAX_RESPONSE: usize = 6_291_556;

/// What the `Ok` of a handler may hold.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the response of a handler",
    label = "this response cannot be encoded",
    note = "derive it: `#[derive(serde::Serialize)]`, on your own type where it stands within another",
    note = "a stream is `#[lambda_fn(http(stream))]` with a response of `lambda_fn::http`"
)]
pub trait HandlerResponse {
    #[doc(hidden)]
    fn encode(&self) -> serde_json::Result<Box<RawValue>>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> HandlerResponse for T {
    fn encode(&self) -> serde_json::Result<Box<RawValue>> {
        to_raw_value(self)
    }
}

/// What the `Ok` of a handler may hold where its name is that of what `lambda_runtime` streams.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the response of a handler of events",
    label = "a stream, or a response that cannot be encoded",
    note = "stream with `#[lambda_fn(http(stream))]` and a response of `lambda_fn::http`, whose body is `Body::from_stream(…)`"
)]
pub trait NoStream: HandlerResponse {}

#[diagnostic::do_not_recommend]
impl<T: HandlerResponse> NoStream for T {}

/// As [`response`], for what is named `StreamResponse`.
pub fn stream_response<T: NoStream>(streamed: &T) -> Result<Box<RawValue>, Failure> {
    response(streamed)
}

/// Encodes the response, once: `lambda_runtime` copies it from there.
pub fn response<T: HandlerResponse>(response: &T) -> Result<Box<RawValue>, Failure> {
    let encoded = response
        .encode()
        .map_err(|error| Failure::new("Runtime.MarshalError", format!("the response does not serialise: {error}")))?;
    match encoded.get().len() {
        size if size > MAX_RESPONSE => Err(Failure::new(
            "Function.ResponseSizeTooLarge",
            format!(
                "Response payload size ({size} bytes) exceeded maximum allowed payload size ({MAX_RESPONSE} bytes)."
            ),
        )),
        _ => Ok(encoded),
    }
}
