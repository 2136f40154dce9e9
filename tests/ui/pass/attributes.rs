//! Attributes and doc comments beside the macro.

use lambda_fn::{Result, lambda_fn};

/// Says hello.
#[allow(clippy::needless_pass_by_value)]
#[lambda_fn(memory = 256)]
#[cfg_attr(all(), inline)]
/** And nothing else. */
async fn hello(#[allow(unused_variables)] name: String) -> Result<&'static str> {
    Ok("hello")
}
