//! HTTP: context as an extractor.

use lambda_fn::http::{Context, HeaderMap};
use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn id(Context(context): Context, headers: HeaderMap) -> String {
    format!("{} {}", context.request_id, headers.len())
}
