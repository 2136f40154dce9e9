//! `t=1700000000,v1=HEX`: when a body was signed, and HMAC-SHA256 over `1700000000.BODY`.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use lambda_fn::{Error, Result};
use sha2::Sha256;
use thiserror::Error;

pub(crate) const HEADER: &str = "webhook-signature";

/// How old a signature may be, and how far ahead the provider's clock: what is sent again later is refused.
pub(crate) const TOLERANCE: Duration = Duration::from_secs(300);

/// Shared with the provider. It is never shown, not even in the log of a mistake.
pub(crate) struct Secret(Hmac<Sha256>);

/// Why a signature is refused: for the log, which quotes nothing of the request.
#[derive(Debug, PartialEq, Eq, Error)]
pub(crate) enum Unverified {
    #[error("there is no signature")]
    Missing,
    #[error("the signature cannot be read")]
    Unreadable,
    #[error("the signature is too old, or of a time to come")]
    OutOfTime,
    #[error("the signature does not fit the body")]
    Forged,
}

impl Secret {
    pub(crate) fn from_environment(name: &str) -> Result<Self> {
        let secret = std::env::var(name).unwrap_or_default();
        match secret.len() {
            32.. => Self::new(secret.as_bytes()),
            _ => Err(Error::new("Configuration", format!("`{name}` holds no secret of 32 bytes or more"))),
        }
    }

    pub(crate) fn new(secret: &[u8]) -> Result<Self> {
        let mac = Hmac::new_from_slice(secret).map_err(|_| Error::new("Configuration", "the secret cannot be used"))?;
        Ok(Self(mac))
    }

    /// Succeeds for a body that was signed with this secret a short time ago.
    pub(crate) fn verify(&self, header: &str, body: &[u8], now: SystemTime) -> Result<(), Unverified> {
        let Signature { time, digests } = Signature::parse(header).ok_or(Unverified::Unreadable)?;
        let signed = UNIX_EPOCH.checked_add(Duration::from_secs(time)).ok_or(Unverified::OutOfTime)?;
        let apart = now.duration_since(signed).unwrap_or_else(|early| early.duration());
        if apart > TOLERANCE {
            return Err(Unverified::OutOfTime);
        }
        let mac = self.mac(time, body);
        // `verify_slice` takes the same time wherever two digests differ
        let fits = |digest: &Vec<u8>| mac.clone().verify_slice(digest).is_ok();
        match digests.iter().any(fits) {
            true => Ok(()),
            false => Err(Unverified::Forged),
        }
    }

    fn mac(&self, time: u64, body: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(time.to_string().as_bytes());
        mac.update(b".");
        mac.update(body);
        mac
    }

    #[cfg(test)]
    pub(crate) fn sign(&self, time: u64, body: &[u8]) -> String {
        format!("t={time},v1={}", hex::encode(self.mac(time, body).finalize().into_bytes()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

struct Signature {
    /// Seconds since 1970.
    time: u64,
    /// Several while the provider changes its secret.
    digests: Vec<Vec<u8>>,
}

impl Signature {
    /// More digests than this are no change of a secret.
    const MAX_DIGESTS: usize = 4;

    fn parse(header: &str) -> Option<Self> {
        let mut time = None;
        let mut digests = Vec::new();
        for part in header.split(',') {
            match part.trim().split_once('=')? {
                ("t", seconds) if time.is_none() => time = Some(seconds.parse().ok()?),
                ("v1", digest) if digests.len() < Self::MAX_DIGESTS => digests.push(hex::decode(digest).ok()?),
                ("t" | "v1", _) => return None,
                // a scheme of later times
                _ => {}
            }
        }
        Some(Self { time: time?, digests })
    }
}
