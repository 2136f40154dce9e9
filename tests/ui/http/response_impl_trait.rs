//! HTTP: response impl trait.

use lambda_fn::http::{IntoResponse, Json};
use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn numbers() -> impl IntoResponse {
    Json([1, 2, 3])
}
