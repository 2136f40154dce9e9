//! A lifetime that is written out.

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn longer<'a>((one, other): (&'a str, &'a str)) -> Result<&'a str> {
    Ok(if one.len() > other.len() { one } else { other })
}
