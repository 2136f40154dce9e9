//! HTTP: stream.

use lambda_fn::http::{Body, Query};
use lambda_fn::lambda_fn;

#[lambda_fn(http(stream, kind = "rest-api", routes = ["GET /text", "GET /body"]), timeout = "15m", managed_instances = true, runtime = "multi_thread")]
async fn body(Query(text): Query<String>) -> Body {
    Body::from(text)
}
