//! Tests of functions: in this process, and of the real binary under a local Lambda.
//!
//! In this process a handler is called as the plain function that it is; [`context`] makes the context that it may
//! take, [`record`] the `Record`, `change` the `Change` (feature `dynamodb`), [`discarded`] what an `on_discard` takes, and [`capture_logs`] shows what it logs:
//!
//! ```
//! use lambda_fn::{Context, Result, testing};
//!
//! async fn hello(name: String, context: &Context) -> Result<String> {
//!     Ok(format!("Hello, {name}! This is {}.", context.request_id))
//! }
//!
//! # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
//! # runtime.block_on(async {
//! let context = testing::context().request_id("event 1").build();
//! assert_eq!(hello("Lambda".to_owned(), &context).await?, "Hello, Lambda! This is event 1.");
//! # Ok::<_, lambda_fn::Error>(()) })?;
//! # Ok::<_, lambda_fn::Error>(())
//! ```
//!
//! [`LocalLambda`] runs the binary itself, as `cargo run` does, and invokes it:
//!
//! ```no_run
//! # macro_rules! env { ($name:literal) => { "hello" } }
//! use lambda_fn::testing::LocalLambda;
//! use serde_json::json;
//!
//! let hello = LocalLambda::spawn(env!("CARGO_BIN_EXE_hello"));
//! let invocation = hello.invoke(&json!({ "name": "Lambda" }));
//! assert_eq!(invocation.json(), json!({ "message": "Hello, Lambda!" }));
//!
//! let error = hello.invoke(&json!({})).error();
//! assert_eq!(error.error_type, "Runtime.UnmarshalError");
//! ```
//!
//! [`LocalLambda::http`] sends an HTTP request through the gateway that the function's `http(…)` says:
//!
//! ```no_run
//! # use lambda_fn::testing::LocalLambda;
//! let api = LocalLambda::spawn("target/debug/api");
//! let response = api.get("/users/7");
//! assert_eq!((response.status().as_u16(), response.json()["detail"].as_str()), (404, Some("there is no user 7")));
//! ```
//!
//! [`LocalLambda::event`] gives an event a context, and sends it without waiting; [`LocalLambda::inject`] lets something
//! go wrong; [`LocalLambda::logs`], [`exits`](LocalLambda::exits) and [`posts`](LocalLambda::posts) tell what no
//! invocation tells.

#[cfg(feature = "dynamodb")]
mod change;
mod context;
mod context_headers;
mod discarded;
mod event;
mod http;
mod invocation;
mod local_lambda;
mod logs;
mod record;

pub use crate::local::fault::{Endpoint, Fault};
pub use crate::local::journal::Post;
pub use crate::trigger::HttpKind;
#[cfg(feature = "dynamodb")]
#[cfg_attr(docsrs, doc(cfg(feature = "dynamodb")))]
pub use change::{ChangeBuilder, change};
pub use context::{ContextBuilder, context};
pub use discarded::{DiscardedBuilder, discarded};
pub use event::{EventBuilder, PendingInvocation};
pub use http::{HttpCaller, HttpResponse, HttpStream};
pub use invocation::{FunctionError, Invocation, StreamedInvocation};
pub use local_lambda::{LocalLambda, LocalLambdaBuilder};
pub use logs::{CapturedLogs, LogLine, capture_logs};
pub use record::{RecordBuilder, record};
