//! HTTP: an HTTP API, which has routes, waits for 30 s, and a function URL for longer.

use lambda_fn::lambda_fn;

#[lambda_fn(http(route = "GET /report", kind = "function-url"), timeout = 60)]
async fn report() -> &'static str {
    "done"
}
