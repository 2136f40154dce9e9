//! HTTP: returns nothing.

use lambda_fn::lambda_fn;

#[lambda_fn(http(route = "POST /"))]
async fn touch() {}
