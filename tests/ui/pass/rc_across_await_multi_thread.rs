//! A value that is not `Send`, held across an await: several threads run what the handler spawns, not the handler.

use std::rc::Rc;

use lambda_fn::{Result, lambda_fn};

#[lambda_fn(runtime = "multi_thread")]
async fn hello(name: String) -> Result<String> {
    let shared = Rc::new(name);
    std::future::ready(()).await;
    Ok(shared.to_string())
}
