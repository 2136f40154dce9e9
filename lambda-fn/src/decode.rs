//! From the bytes of an event to the handler's type, and what to say where they do not fit.

mod explain;
mod place;

#[cfg(feature = "dynamodb")]
pub(crate) use place::{Mistake, find, nested};
use serde::Deserialize;

use crate::failure::Failure;

/// Decodes an event once; only a failure costs a second look at the text.
pub(crate) fn decode<'a, T: Deserialize<'a>>(event: &'a [u8]) -> Result<T, Failure> {
    decode_what("event", event)
}

/// As [`decode`], for one record of an event.
pub(crate) fn decode_record<'a, T: Deserialize<'a>>(record: &'a [u8]) -> Result<T, Failure> {
    decode_what("record", record).map_err(|failure| Failure { undecodable: true, ..failure })
}

fn decode_what<'a, T: Deserialize<'a>>(what: &str, body: &'a [u8]) -> Result<T, Failure> {
    let text = std::str::from_utf8(body).map_err(|error| {
        unmarshal_error(format!("the {what} is not UTF-8, from its byte {} on", error.valid_up_to() + 1))
    })?;
    serde_json::from_str(text).map_err(|error| unmarshal_error(explain::explain::<T>(what, text, &error)))
}

fn unmarshal_error(message: String) -> Failure {
    Failure::new("Runtime.UnmarshalError", message)
}
