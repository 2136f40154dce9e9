//! Routes of one handler that take paths of each other's, with other methods.

use lambda_fn::http::Request;
use lambda_fn::lambda_fn;

#[lambda_fn(http(routes = [
    "GET /a",
    "PUT /a/{id}",
    "DELETE /a/b",
    "ANY /all/{proxy+}",
    "GET /all/one",
    "POST /{proxy+}",
]))]
async fn overlapping(request: Request) -> String {
    format!("the handler of {}", request.method())
}
