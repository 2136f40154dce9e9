use serde::Serialize;

/// HTTP requests that a gateway turns into events.
///
/// ```
/// use lambda_fn::trigger::{Http, HttpKind};
///
/// const USERS: Http =
///     Http { kind: Some(HttpKind::RestApi), routes: &["GET /users/{id}", "POST /users"], ..Http::any() };
/// assert_eq!(
///     serde_json::to_string(&USERS)?,
///     r#"{"kind":"rest-api","routes":["GET /users/{id}","POST /users"]}"#,
/// );
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Http {
    /// What the requests come through. Without it an HTTP API or a function URL, which send events of one format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<HttpKind>,
    /// The routes, as API Gateway spells them: `GET /users/{id}`, `ANY /files/{proxy+}`, `$default`; of a WebSocket API
    /// the route keys. Without any, every path and method.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub routes: &'static [&'static str],
    /// Whether the response is streamed as it is produced.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stream: bool,
}

impl Http {
    /// Every path and method of an HTTP API or a function URL.
    #[must_use]
    pub const fn any() -> Self {
        Self { kind: None, routes: &[], stream: false }
    }
}

/// What HTTP requests come through: each makes events of its own.
///
/// ```
/// use lambda_fn::trigger::HttpKind;
///
/// assert_eq!(serde_json::to_string(&HttpKind::FunctionUrl)?, r#""function-url""#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum HttpKind {
    /// An HTTP API of API Gateway, with payload format 2.0.
    HttpApi,
    /// A function URL.
    FunctionUrl,
    /// A REST API of API Gateway, with the Lambda proxy integration; also an HTTP API with payload format 1.0.
    RestApi,
    /// An Application Load Balancer whose target is the function, with multi-value headers or without.
    Alb,
    /// A WebSocket API of API Gateway.
    #[serde(rename = "websocket")]
    WebSocket,
    /// A service of VPC Lattice whose target is the function, with event structure version V2.
    VpcLattice,
    /// Any of these: each event is looked at.
    Any,
}
