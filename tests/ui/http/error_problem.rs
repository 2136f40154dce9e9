//! HTTP: error problem.

use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn hello() -> Result<&'static str, lambda_fn::http::Problem> {
    Err(lambda_fn::http::Problem::new(lambda_fn::http::StatusCode::CONFLICT))
}
