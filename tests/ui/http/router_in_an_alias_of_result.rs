//! HTTP: router in an alias of result.

use lambda_fn::http::Router;
use lambda_fn::lambda_fn;

type Made = lambda_fn::Result<Router>;

#[lambda_fn(http)]
fn api() -> Made {
    Err("no table".into())
}
