//! A value that is not `Send`, held across an await.

use std::rc::Rc;

use lambda_fn::{Result, lambda_fn};

#[lambda_fn]
async fn hello(name: String) -> Result<String> {
    let shared = Rc::new(name);
    std::future::ready(()).await;
    Ok(shared.to_string())
}
