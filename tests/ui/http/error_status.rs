//! HTTP: error status.

use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn hello() -> Result<&'static str, lambda_fn::http::StatusCode> {
    Err(lambda_fn::http::StatusCode::CONFLICT)
}
