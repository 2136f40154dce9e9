//! The routes of `http_routes`, as a function.

#[path = "http_routes.rs"]
mod routes;

use lambda_fn::http::Router;
use lambda_fn::lambda_fn;

#[lambda_fn(http(kind = "any"))]
fn beside_axum() -> Router {
    routes::routes()
}
