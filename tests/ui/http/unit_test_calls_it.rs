//! HTTP: unit test calls it.

use lambda_fn::http::Path;
use lambda_fn::lambda_fn;

#[lambda_fn(http(route = "GET /double/{number}"))]
async fn double(Path(number): Path<u64>) -> String {
    (2 * number).to_string()
}

#[cfg(test)]
async fn four() -> String {
    double(Path(2)).await
}
