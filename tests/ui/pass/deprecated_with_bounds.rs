//! A deprecated handler that is called by its name.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
#[deprecated]
#[must_use = "it is looked at"]
async fn hello<'a, 'b: 'a>(name: &'b str) -> Result<&'a str> {
    std::future::ready(Ok(name)).await
}
