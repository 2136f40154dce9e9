//! HTTP: no parameters.

use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn hello() -> &'static str {
    "hello"
}
