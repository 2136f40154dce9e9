//! From the bytes of an event to the handler's type, and what to say where they do not fit.

mod explain;
mod frame;
mod place;

use std::borrow::Cow;

pub(crate) use frame::{Frame, Strict};
#[cfg(feature = "dynamodb")]
pub(crate) use place::{item, nested};
use serde::Deserialize;

use crate::failure::Failure;
use crate::report::type_name;

/// Decodes an event once; only a failure costs a second look at the text.
pub(crate) fn decode<'a, T: Deserialize<'a>>(event: &'a [u8]) -> Result<T, Failure> {
    decode_what("event", type_name::<T>, event)
}

/// As [`decode`], for what a service writes around its records.
pub(crate) fn decode_frame<'a, T: Deserialize<'a>>(event: &'a [u8]) -> Result<T, Failure> {
    decode_what("event", type_name::<T>, event).map(|Frame(frame)| frame)
}

/// As [`decode`], for one record of an event.
pub(crate) fn decode_record<'a, T: Deserialize<'a>>(record: &'a [u8]) -> Result<T, Failure> {
    decode_what("record", type_name::<T>, record).map_err(|failure| Failure { undecodable: true, ..failure })
}

/// As [`decode_record`], for what a service writes around the payload.
pub(crate) fn decode_record_frame<'a, T: Deserialize<'a>>(record: &'a [u8]) -> Result<T, Failure> {
    let decoded = decode_what("record", type_name::<T>, record).map(|Frame(frame)| frame);
    decoded.map_err(|failure| Failure { undecodable: true, ..failure })
}

/// `name` is that of the type, as people are told it.
fn decode_what<'a, T: Deserialize<'a>>(
    what: &str,
    name: fn() -> Cow<'static, str>,
    body: &'a [u8],
) -> Result<T, Failure> {
    let text = std::str::from_utf8(body).map_err(|error| {
        unmarshal_error(format!("the {what} is not UTF-8, from its byte {} on", error.valid_up_to() + 1))
    })?;
    serde_json::from_str(text).map_err(|error| unmarshal_error(explain::explain::<T>(what, name, text, &error)))
}

fn unmarshal_error(message: String) -> Failure {
    Failure::new("Runtime.UnmarshalError", message)
}
