//! An error that never is.

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Result<String, std::convert::Infallible> {
    Ok(name)
}
