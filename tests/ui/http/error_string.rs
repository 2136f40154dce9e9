//! HTTP: error string.

use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn hello() -> Result<&'static str, String> {
    Err("broken".to_owned())
}
