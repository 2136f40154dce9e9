//! A handler of records without anything around it.

use lambda_fn::{Discarded, Raw, Result, lambda_fn};

async fn keep(_discarded: Discarded) -> Result<(), String> {
    Ok(())
}

#[lambda_fn(kinesis(stream = "clicks"), on_discard = keep)]
async fn take(click: Raw) -> Result<()> {
    println!("{} bytes", click.as_bytes().len());
    Ok(())
}
