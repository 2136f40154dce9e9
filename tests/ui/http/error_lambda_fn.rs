//! HTTP: error lambda fn.

use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn hello() -> Result<&'static str, lambda_fn::Error> {
    Err(lambda_fn::Error::new("Broken", "broken"))
}
