//! HTTP: error str.

use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn hello() -> Result<&'static str, &'static str> {
    Err("broken")
}
