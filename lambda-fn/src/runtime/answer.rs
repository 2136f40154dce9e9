//! What a handler of events answers with: the whole of a response, or one that is streamed.

use std::convert::Infallible;

use http::HeaderValue;
use serde_json::value::RawValue;

/// What a handler answers with.
pub trait Answer {
    /// What streams it.
    #[doc(hidden)]
    type Stream: Stream;

    /// The whole of it, or what streams it.
    #[doc(hidden)]
    fn whole(self) -> Result<Box<RawValue>, Self::Stream>;
}

/// A response that goes to Lambda as it is produced.
pub trait Stream {
    /// Posts the response to its end. That it broke off is logged: the next event is served all the same.
    #[doc(hidden)]
    fn post(self, request_id: &str, invocation_id: Option<HeaderValue>) -> impl Future<Output = ()> + Send;
}

impl Answer for Box<RawValue> {
    type Stream = Infallible;

    fn whole(self) -> Result<Self, Infallible> {
        Ok(self)
    }
}

impl Stream for Infallible {
    async fn post(self, _: &str, _: Option<HeaderValue>) {
        match self {}
    }
}
