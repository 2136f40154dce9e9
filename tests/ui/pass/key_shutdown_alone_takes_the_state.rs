//! What `init` makes is for the shutdown alone.

use lambda_fn::{Result, lambda_fn};

/// What is to be closed.
pub struct Pool {
    name: String,
}

async fn open() -> Result<Pool> {
    Ok(Pool { name: "pool".to_owned() })
}

async fn close(pool: &Pool) {
    println!("{} is closed", pool.name);
}

#[lambda_fn(init = open, shutdown = close, managed_instances = true)]
async fn hello(name: String) -> Result<String> {
    Ok(format!("Hello, {name}!"))
}
