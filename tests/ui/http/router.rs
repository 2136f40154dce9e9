//! HTTP: router.

use lambda_fn::http::routing::get;
use lambda_fn::http::{Path, Router};
use lambda_fn::lambda_fn;

async fn hello(Path(name): Path<String>) -> String {
    format!("Hello, {name}!")
}

#[lambda_fn(http(routes = ["GET /hello/{name}"], kind = "any"))]
fn api() -> Router {
    Router::new().route("/hello/{name}", get(hello))
}
