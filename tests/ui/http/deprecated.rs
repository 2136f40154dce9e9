//! A deprecated handler of requests.

use lambda_fn::lambda_fn;

#[lambda_fn(http)]
#[deprecated]
#[must_use = "it is looked at"]
async fn hello() -> &'static str {
    "hello"
}
