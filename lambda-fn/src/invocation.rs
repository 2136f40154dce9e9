//! What the expansion hands from one helper to the next.

use bytes::Bytes;
use lambda_runtime::Context;

/// One event on its way to the handler.
pub struct Invocation {
    pub(crate) body: Bytes,
    pub(crate) context: Context,
}

/// What a handler is called for: an event, or a record of one.
pub trait Invoked {
    #[doc(hidden)]
    fn context(&self) -> &Context;
}

impl Invoked for Invocation {
    fn context(&self) -> &Context {
        &self.context
    }
}
