//! What a request brings along from Lambda.

use std::sync::Arc;

use bytes::Bytes;
use http::Extensions;
use lambda_runtime::Context;

use super::event::Format;
use crate::invocation::Invoked;

/// The event behind a request, and its context.
#[derive(Clone)]
pub struct Lambda(Arc<Inner>);

struct Inner {
    event: Bytes,
    format: Format,
    context: Context,
}

impl Lambda {
    pub(super) fn new(event: Bytes, format: Format, context: Context) -> Self {
        Self(Arc::new(Inner { event, format, context }))
    }

    pub(super) fn of(extensions: &Extensions) -> Option<&Self> {
        extensions.get()
    }

    pub(super) fn event(&self) -> &[u8] {
        &self.0.event
    }

    pub(super) fn format(&self) -> Format {
        self.0.format
    }
}

impl Invoked for Lambda {
    fn context(&self) -> &Context {
        &self.0.context
    }
}
