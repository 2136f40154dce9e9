//! Takes the webhooks of a payment provider, and nobody else's.
//!
//! The signature is checked over the bytes as they came, before anything reads them; what is refused says no more than
//! that it is.
//!
//! A signature is good for [`signature::TOLERANCE`]. Within that time the same webhook may come again, from a thief or from
//! the provider itself: it is answered as the first was, and takes nothing.

mod signature;
mod taken;

use std::time::SystemTime;

use lambda_fn::http::{Bytes, HeaderMap, Json, StatusCode};
use lambda_fn::{LambdaError, Result, lambda_fn};
use serde::Deserialize;
use thiserror::Error;

use signature::{Secret, Unverified};
use taken::{Full, Taken};

/// What the provider sends is a few hundred bytes.
const MAX_BODY: usize = 64 * 1024;

/// What is remembered of a payment.
const MAX_ID: usize = 64;

struct Provider {
    secret: Secret,
    taken: Taken,
}

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
    #[error("more payments than can be remembered")]
    #[lambda(status = 503)]
    Full,
}

impl From<Full> for WebhookError {
    fn from(Full: Full) -> Self {
        Self::Full
    }
}

async fn configure() -> Result<Provider> {
    Ok(Provider { secret: Secret::from_environment("WEBHOOK_SECRET")?, taken: Taken::default() })
}

#[lambda_fn(http(route = "POST /webhook"), init = configure, memory = 256, timeout = 10)]
async fn webhook(headers: HeaderMap, provider: &Provider, body: Bytes) -> Result<StatusCode, WebhookError> {
    let now = SystemTime::now();
    let payment = verified(&headers, &provider.secret, &body, now)?;
    match provider.taken.claim(&payment.id, now)? {
        // yours to write it down; where that fails, the claim ends, and the provider sends the payment again
        Some(claim) => {
            tracing::info!(payment = payment.id, amount = payment.amount, "payment taken");
            claim.keep();
        }
        None => tracing::info!(payment = payment.id, "payment was taken already"),
    }
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
    let payment = Json::<Payment>::from_bytes(body).ok().map(|Json(payment)| payment);
    payment.filter(|payment| payment.id.len() <= MAX_ID).ok_or(WebhookError::Malformed)
}

#[cfg(test)]
mod tests;
