//! HTTP: router in a result.

use lambda_fn::http::Router;
use lambda_fn::lambda_fn;

#[lambda_fn(http)]
fn api() -> Result<Router, std::env::VarError> {
    std::env::var("STAGE").map(|_| Router::new())
}
