//! Answers at once or never, and is cancelled early where it does not.

use lambda_fn::http::Path;
use lambda_fn::lambda_fn;
use tracing::{Instrument, info_span};

#[lambda_fn(http(kind = "any", routes = ["GET /{when}", "GET /"]), timeout = "60s", early_timeout = "57s")]
async fn wait(when: Option<Path<String>>) -> &'static str {
    match when {
        Some(_) => std::future::pending().instrument(info_span!("query")).await,
        None => "now",
    }
}
