//! Notices that the Runtime API is gone, on several events at once: there `lambda_runtime` retries a lost connection
//! without a pause and without an end.

use std::io;
use std::time::{Duration, Instant};

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use super::lost_api;
use crate::environment;
use crate::exit::Exit;

/// A connection that is closed sooner is followed by a pause: some server may close those on which nothing is asked.
const SHORT: Duration = Duration::from_secs(1);

/// Holds one connection open: it breaks when the process behind it ends, and costs nothing until then.
pub(super) async fn api_is_lost() -> Exit {
    let (host, port) = match environment::runtime_api() {
        Ok(address) => address,
        Err(exit) => return exit,
    };
    loop {
        let opened = Instant::now();
        match connect(&host, port).await {
            Ok(connection) => is_closed(connection).await,
            Err(error) => return lost_api(&error),
        }
        if opened.elapsed() < SHORT {
            tokio::time::sleep(SHORT).await;
        }
    }
}

/// Tries for a second: one connection that is refused is no end.
async fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    const ATTEMPTS: u32 = 10;

    for _ in 1..ATTEMPTS {
        if let Ok(connection) = TcpStream::connect((host, port)).await {
            return Ok(connection);
        }
        tokio::time::sleep(SHORT / ATTEMPTS).await;
    }
    TcpStream::connect((host, port)).await
}

async fn is_closed(mut connection: TcpStream) {
    let mut ignored = [0; 64];
    while matches!(connection.read(&mut ignored).await, Ok(1..)) {}
}
