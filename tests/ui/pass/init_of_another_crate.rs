//! An `init` that is a plain fn, as long as it returns a future.

use std::future::Ready;

fn setup() -> Ready<Result<u32, String>> {
    std::future::ready(Ok(7))
}

#[lambda_fn::lambda_fn(init = setup)]
async fn hello(number: &u32) -> lambda_fn::Result<u32> {
    Ok(*number)
}
