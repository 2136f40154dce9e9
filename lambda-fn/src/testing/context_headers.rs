use std::time::SystemTime;

use http::{HeaderMap, HeaderValue};
use serde::Serialize;

use crate::local::invoke_api::ascii;

/// The context of an event as Lambda hands it over: Lambda Developer Guide, "Using the Lambda runtime API".
#[derive(Clone, Debug, Default)]
pub(super) struct ContextHeaders(HeaderMap);

impl ContextHeaders {
    pub(super) fn deadline(&mut self, deadline: SystemTime) {
        let deadline = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        self.set("lambda-runtime-deadline-ms", &deadline.as_millis().to_string());
    }

    #[track_caller]
    pub(super) fn function_arn(&mut self, arn: &str) {
        self.set("lambda-runtime-invoked-function-arn", arn);
    }

    #[track_caller]
    pub(super) fn xray_trace_id(&mut self, trace_id: &str) {
        self.set("lambda-runtime-trace-id", trace_id);
    }

    #[track_caller]
    pub(super) fn tenant_id(&mut self, tenant_id: &str) {
        self.set("lambda-runtime-aws-tenant-id", tenant_id);
    }

    #[track_caller]
    pub(super) fn client_context(&mut self, client_context: &(impl Serialize + ?Sized)) {
        self.set_json("lambda-runtime-client-context", client_context);
    }

    #[track_caller]
    pub(super) fn cognito_identity(&mut self, identity: &(impl Serialize + ?Sized)) {
        self.set_json("lambda-runtime-cognito-identity", identity);
    }

    pub(super) fn into_map(self) -> HeaderMap {
        self.0
    }

    #[track_caller]
    fn set_json(&mut self, name: &'static str, value: &(impl Serialize + ?Sized)) {
        let json = serde_json::to_value(value).unwrap_or_else(|error| panic!("`{name}` does not serialise: {error}"));
        self.set(name, &ascii(&json));
    }

    #[track_caller]
    fn set(&mut self, name: &'static str, value: &str) {
        let value = HeaderValue::from_str(value).unwrap_or_else(|_| panic!("`{name}` cannot be `{value}`; use ASCII"));
        self.0.insert(name, value);
    }
}
