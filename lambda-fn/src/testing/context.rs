//! Contexts for tests in process.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue};
use lambda_runtime::{Config, Context};

/// Makes the context of an invocation, with its client context and identity: those have no other constructor.
///
/// ```
/// use std::time::Duration;
///
/// let context = lambda_fn::testing::context()
///     .request_id("8476a536-e9f4-11e8-9739-2dfe598c3fcd")
///     .time_left(Duration::from_secs(2))
///     .client_context(r#"{ "custom": { "tenant": "blue" } }"#)
///     .build();
/// assert_eq!(context.client_context.unwrap().custom["tenant"], "blue");
/// ```
#[must_use]
pub fn context() -> ContextBuilder {
    let builder = ContextBuilder { headers: HeaderMap::new(), request_id: String::new(), config: Config::default() };
    builder
        .request_id("00000000-0000-4000-8000-000000000000")
        .time_left(Duration::from_secs(3))
        .function_arn("arn:aws:lambda:us-east-1:000000000000:function:test")
}

/// Builds a [`Context`]; see [`context`].
#[derive(Debug)]
pub struct ContextBuilder {
    headers: HeaderMap,
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
    pub fn time_left(self, time_left: Duration) -> Self {
        let deadline = SystemTime::now() + time_left;
        let deadline = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        self.header("lambda-runtime-deadline-ms", &deadline.as_millis().to_string())
    }

    /// The ARN by which the function was invoked.
    #[must_use]
    pub fn function_arn(self, arn: &str) -> Self {
        self.header("lambda-runtime-invoked-function-arn", arn)
    }

    /// The X-Ray trace id. Default: none.
    #[must_use]
    pub fn xray_trace_id(self, trace_id: &str) -> Self {
        self.header("lambda-runtime-trace-id", trace_id)
    }

    /// The tenant of a function with tenant isolation. Default: none.
    #[must_use]
    pub fn tenant_id(self, tenant_id: &str) -> Self {
        self.header("lambda-runtime-tenant-id", tenant_id)
    }

    /// The client context, as JSON. Default: none.
    #[must_use]
    pub fn client_context(self, json: &str) -> Self {
        self.header("lambda-runtime-client-context", json)
    }

    /// The Amazon Cognito identity, as JSON. Default: none.
    #[must_use]
    pub fn cognito_identity(self, json: &str) -> Self {
        self.header("lambda-runtime-cognito-identity", json)
    }

    /// The configuration of the function: name, memory and so on. Default: all empty.
    #[must_use]
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).unwrap_or_else(|_| panic!("`{name}` cannot be `{value}`; use ASCII"));
        self.headers.insert(name, value);
        self
    }

    /// The context.
    ///
    /// # Panics
    ///
    /// Where the client context or the identity is not the JSON that AWS's SDKs send.
    #[must_use]
    pub fn build(self) -> Context {
        Context::new(&self.request_id, Arc::new(self.config), &self.headers)
            .unwrap_or_else(|error| panic!("the context cannot be made: {error}"))
    }
}
