//! Routes of one handler that take paths of each other's, with other methods.

use lambda_fn::http::Method;
use lambda_fn::lambda_fn;

#[lambda_fn(http(routes = [
    "GET /a",
    "PUT /a/{id}",
    "DELETE /{group}/b",
    "ANY /all/{proxy+}",
    "GET /all/one",
    "POST /{proxy+}",
]))]
async fn overlapping(method: Method) -> String {
    format!("the handler of {method}")
}
