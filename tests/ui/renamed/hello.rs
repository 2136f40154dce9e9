//! Nothing says `lambda_fn` but the macro's own name.

use my_name::{Result, lambda_fn};

#[lambda_fn(crate = my_name)]
async fn hello() -> Result<()> {
    Ok(())
}
