//! HTTP: context alone.

use lambda_fn::{Context, lambda_fn};

#[lambda_fn(http)]
async fn id(context: &Context) -> String {
    context.request_id.clone()
}
