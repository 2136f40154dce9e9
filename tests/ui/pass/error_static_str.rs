//! A literal as the error.

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Result<String, &'static str> {
    if name.is_empty() { Err("no name") } else { Ok(name) }
}
