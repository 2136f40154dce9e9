//! A boxed error.

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Result<String, Box<dyn std::error::Error>> {
    Err(name.into())
}
