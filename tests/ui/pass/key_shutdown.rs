//! What runs when Lambda shuts the environment down.

use lambda_fn::{Result, lambda_fn};

async fn close() {
    println!("closed");
}

#[lambda_fn(shutdown = close)]
async fn hello(name: String) -> Result<String> {
    Ok(format!("Hello, {name}!"))
}
