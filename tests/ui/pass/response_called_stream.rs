//! A response of one's own, under the name of one of `lambda_runtime`'s.

use lambda_fn::{Result, lambda_fn};

#[derive(serde::Serialize)]
struct StreamResponse {
    name: String,
}

#[lambda_fn]
async fn hello(name: String) -> Result<StreamResponse> {
    Ok(StreamResponse { name })
}
