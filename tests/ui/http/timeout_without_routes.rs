//! HTTP: a function URL waits for as long as a function runs.

use lambda_fn::lambda_fn;

#[lambda_fn(http, timeout = 60)]
async fn report() -> &'static str {
    "done"
}
