//! One handler of two, by target.

use lambda_fn::{Result, lambda_fn};

#[cfg(any())]
#[lambda_fn]
async fn hello(name: Nowhere) -> Result<String> {
    Ok(name)
}

#[lambda_fn]
#[cfg(not(any()))]
async fn hello(name: String) -> Result<String> {
    Ok(name)
}

#[lambda_fn]
#[cfg(any())]
async fn goodbye(name: Nowhere) -> Result<String> {
    Ok(name)
}
