//! Contexts for tests in process.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use lambda_runtime::{Config, Context};
use serde::Serialize;

use super::context_headers::ContextHeaders;

/// Makes the context of an invocation, with its client context and identity: those have no other constructor.
///
/// ```
/// use std::time::Duration;
///
/// use serde_json::json;
///
/// let context = lambda_fn::testing::context()
///     .request_id("8476a536-e9f4-11e8-9739-2dfe598c3fcd")
///     .time_left(Duration::from_secs(2))
///     .client_context(&json!({ "custom": { "tier": "gold" } }))
///     .build();
/// assert_eq!(context.client_context.unwrap().custom["tier"], "gold");
/// ```
#[must_use]
pub fn context() -> ContextBuilder {
    let builder =
        ContextBuilder { headers: ContextHeaders::default(), request_id: String::new(), config: Config::default() };
    builder
        .request_id("00000000-0000-4000-8000-000000000000")
        .time_left(Duration::from_secs(3))
        .function_arn("arn:aws:lambda:us-east-1:000000000000:function:test")
}

/// Builds a [`Context`]; see [`context`].
#[derive(Debug)]
pub struct ContextBuilder {
    headers: ContextHeaders,
    request_id: String,
    config: Config,
}

impl ContextBuilder {
    /// The id of the invocation. Default: a UUID of zeros.
    #[must_use]
    pub fn request_id(mut self, request_id: impl Into<String>) -> Self {
        self.request_id = request_id.into();
        self
    }

    /// The time from now to the deadline. Default: 3 seconds.
    #[must_use]
    pub fn time_left(mut self, time_left: Duration) -> Self {
        self.headers.deadline(SystemTime::now() + time_left);
        self
    }

    /// The ARN by which the function was invoked.
    #[must_use]
    #[track_caller]
    pub fn function_arn(mut self, arn: &str) -> Self {
        self.headers.function_arn(arn);
        self
    }

    /// The X-Ray trace id. Default: none.
    #[must_use]
    #[track_caller]
    pub fn xray_trace_id(mut self, trace_id: &str) -> Self {
        self.headers.xray_trace_id(trace_id);
        self
    }

    /// The tenant of a function with tenant isolation. Default: none.
    #[must_use]
    #[track_caller]
    pub fn tenant_id(mut self, tenant_id: &str) -> Self {
        self.headers.tenant_id(tenant_id);
        self
    }

    /// The client context, as AWS's mobile SDKs send it: `{"client", "custom", "environment"}`. Default: none.
    #[must_use]
    #[track_caller]
    pub fn client_context(mut self, client_context: &(impl Serialize + ?Sized)) -> Self {
        self.headers.client_context(client_context);
        self
    }

    /// The Amazon Cognito identity: `{"cognitoIdentityId", "cognitoIdentityPoolId"}`. Default: none.
    #[must_use]
    #[track_caller]
    pub fn cognito_identity(mut self, identity: &(impl Serialize + ?Sized)) -> Self {
        self.headers.cognito_identity(identity);
        self
    }

    /// The configuration of the function: name, memory and so on. Default: all empty.
    #[must_use]
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// The context.
    ///
    /// # Panics
    ///
    /// Where the client context or the identity is not what AWS's SDKs send.
    #[must_use]
    #[track_caller]
    pub fn build(self) -> Context {
        Context::new(&self.request_id, Arc::new(self.config), &self.headers.into_map())
            .unwrap_or_else(|error| panic!("the context cannot be made: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::context;

    #[test]
    fn all_that_is_said_is_in_the_context() {
        let context = context()
            .request_id("1")
            .function_arn("arn")
            .xray_trace_id("Root=1")
            .tenant_id("blue")
            .client_context(&json!({ "custom": { "tier": "gölden" } }))
            .cognito_identity(&json!({ "cognitoIdentityId": "me", "cognitoIdentityPoolId": "us" }))
            .build();
        assert_eq!((context.request_id.as_str(), context.invoked_function_arn.as_str()), ("1", "arn"));
        assert_eq!((context.xray_trace_id.as_deref(), context.tenant_id.as_deref()), (Some("Root=1"), Some("blue")));
        assert_eq!(context.client_context.unwrap().custom["tier"], "gölden");
        let identity = context.identity.unwrap();
        assert_eq!((identity.identity_id.as_str(), identity.identity_pool_id.as_str()), ("me", "us"));
    }
}
