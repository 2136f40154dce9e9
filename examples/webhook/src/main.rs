//! Takes the webhooks of a payment provider, and nobody else's.
//!
//! The signature is checked over the bytes as they came, before anything reads them; what is refused says no more than
//! that it is.
//!
//! Within [`signature::TOLERANCE`] the same webhook may come again, from the provider itself too, and an environment of
//! Lambda does not know what another has taken. So it is for the consumer to refuse the second one: by the `id` of the
//! payment, under a condition in the database that it writes to.

mod signature;

use std::time::SystemTime;

use lambda_fn::http::{Bytes, HeaderMap, Json, StatusCode};
use lambda_fn::{LambdaError, Result, lambda_fn};
use serde::Deserialize;
use thiserror::Error;

use signature::{Secret, Unverified};

/// What the provider sends is a few hundred bytes.
const MAX_BODY: usize = 64 * 1024;

/// What happened at the provider.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Payment {
    id: String,
    /// In cents.
    amount: u64,
}

#[derive(Debug, PartialEq, Eq, Error, LambdaError)]
enum WebhookError {
    #[error("the body has more than {MAX_BODY} bytes")]
    #[lambda(status = 413)]
    TooLarge,
    /// One answer for all that is wrong with a signature: it tells a forger nothing.
    #[error("the request is not signed by the provider")]
    #[lambda(status = 401)]
    Unverified,
    #[error("the body is not a payment")]
    #[lambda(status = 400)]
    Malformed,
}

async fn configure() -> Result<Secret> {
    Secret::from_environment("WEBHOOK_SECRET")
}

#[lambda_fn(http(route = "POST /webhook"), init = configure, memory = 256, timeout = 10)]
async fn webhook(headers: HeaderMap, secret: &Secret, body: Bytes) -> Result<StatusCode, WebhookError> {
    let payment = verified(&headers, secret, &body, SystemTime::now())?;
    tracing::info!(payment = payment.id, amount = payment.amount, "payment taken");
    Ok(StatusCode::NO_CONTENT)
}

/// The payment in a body, once it is certain who signed it and when.
fn verified(headers: &HeaderMap, secret: &Secret, body: &[u8], now: SystemTime) -> Result<Payment, WebhookError> {
    if body.len() > MAX_BODY {
        return Err(WebhookError::TooLarge);
    }
    let signature = headers.get(signature::HEADER).and_then(|value| value.to_str().ok());
    signature.ok_or(Unverified::Missing).and_then(|signature| secret.verify(signature, body, now)).map_err(
        |unverified| {
            tracing::warn!("refused: {unverified}");
            WebhookError::Unverified
        },
    )?;
    Json::<Payment>::from_bytes(body).map(|Json(payment)| payment).map_err(|_| WebhookError::Malformed)
}

#[cfg(test)]
mod tests;
