//! Counts its inits in a file and in its log, and fails them as it is told.

use std::io::Write;

use lambda_fn::{Error, Result, lambda_fn};

async fn count() -> Result<usize> {
    let path = std::env::var("COUNT_FILE")?;
    std::fs::OpenOptions::new().create(true).append(true).open(&path)?.write_all(b"x")?;
    let inits = std::fs::read(&path)?.len();
    tracing::info!(inits, "init runs");
    match std::env::var("INIT")?.as_str() {
        "fails" => Err(Error::new("Table.Closed", format!("init {inits} is closed"))),
        "panics" => panic!("init {inits} panics"),
        _ => Ok(inits),
    }
}

#[lambda_fn(init = count, timeout = 50)]
async fn inits(inits: &usize) -> Result<usize> {
    Ok(*inits)
}
