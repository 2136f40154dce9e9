//! HTTP: error io.

use lambda_fn::lambda_fn;

#[lambda_fn(http)]
async fn hello() -> Result<&'static str, std::io::Error> {
    Err(std::io::Error::other("broken"))
}
