//! The function of `examples/hello` without any Lambda around it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::{EVENT, Result};

#[derive(Deserialize)]
struct Request {
    name: String,
}

#[derive(Serialize)]
struct Response {
    message: String,
}

#[expect(clippy::unused_async, reason = "as the example has it")]
async fn hello(request: Request) -> lambda_fn::Result<Response> {
    Ok(Response { message: format!("Hello, {}!", request.name) })
}

/// One call: JSON in, JSON out.
pub(crate) fn call() -> Result<Duration> {
    const CALLS: u32 = 100_000;

    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let calls = async {
        let before = Instant::now();
        for _ in 0..CALLS {
            let response = hello(serde_json::from_slice(black_box(EVENT.as_bytes()))?).await?;
            black_box(serde_json::to_vec(&response)?);
        }
        Ok::<_, lambda_fn::Error>(before.elapsed() / CALLS)
    };
    runtime.block_on(calls).map_err(|error| error.to_string().into())
}
