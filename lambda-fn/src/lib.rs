// before the links of a registry's page, which lead to docs.rs: of two with one name the first is taken
#![cfg_attr(not(doctest), doc = include_str!("../docs/guide/links.md"))]
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod batch;
#[cfg(test)]
mod cases;
mod catch;
mod decode;
#[cfg(all(feature = "local", any(debug_assertions, feature = "local-release")))]
mod deploy;
mod early_timeout;
mod encode;
mod environment;
mod error;
mod event;
pub mod events;
mod executor;
mod exit;
mod failure;
mod foreign;
mod function;
#[cfg(doc)]
pub mod guide;
#[cfg(all(test, feature = "cloudwatch-logs", feature = "dynamodb"))]
mod hostile_events;
#[cfg(feature = "http")] // off: `cargo add lambda-fn --features http`
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub mod http;
mod init;
mod invocation;
mod limits;
#[cfg_attr(not(all(feature = "local", any(debug_assertions, feature = "local-release"))), path = "no_local.rs")]
mod local;
mod logging;
#[cfg(not(feature = "http"))]
mod no_http;
mod report;
mod returned;
mod runtime;
#[cfg_attr(not(feature = "graceful-shutdown"), path = "no_shutdown.rs")]
mod shutdown;
mod start;
mod stderr;
#[cfg(feature = "testing")] // off: `cargo add lambda-fn --features testing`
#[cfg_attr(docsrs, doc(cfg(feature = "testing")))]
pub mod testing;
#[cfg(all(feature = "local", any(debug_assertions, feature = "local-release")))]
mod text_file;
pub mod trigger;

#[doc(hidden)]
pub mod __private;

#[cfg(all(doctest, feature = "http"))]
#[doc = include_str!("../docs/readme.md")]
mod readme {}

#[cfg(feature = "dynamodb")] // off: `cargo add lambda-fn --features dynamodb`
#[cfg_attr(docsrs, doc(cfg(feature = "dynamodb")))]
pub use batch::{Change, ChangeKind};
pub use batch::{Discarded, Partitioned, Raw, Record, S3Object};
pub use error::{Error, LambdaError, Result};
pub use function::{Architecture, Function};
pub use lambda_fn_macros::{LambdaError, lambda_fn};
pub use lambda_runtime::{Context, Diagnostic, LambdaEvent};
pub use trigger::Trigger;
