//! A record that is not as its source writes its records down: what of it can still be read.

use std::borrow::Cow;
use std::collections::HashMap;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::batch::source::Pending;
use crate::batch::text::Text;
use crate::failure::Failure;

/// A record that does not fit, and why.
#[cfg_attr(test, derive(Debug))]
pub(super) struct Unfit<'a> {
    pub(super) record: &'a RawValue,
    pub(super) failure: Failure,
}

/// What a record goes by, whatever else is in it.
#[derive(Default)]
pub(super) struct Identity {
    pub(super) id: Text,
    pub(super) lane: Option<Text>,
    pub(super) receive_count: Option<u32>,
}

impl<'a> Unfit<'a> {
    /// The value at a path of fields.
    pub(super) fn at<T: Deserialize<'a>>(&self, path: &[&str]) -> Option<T> {
        let mut value = self.record;
        for field in path {
            let fields: HashMap<Field<'a>, &'a RawValue> = serde_json::from_str(value.get()).ok()?;
            value = fields.get(*field)?;
        }
        serde_json::from_str(value.get()).ok()
    }

    #[inline]
    pub(super) fn text(&self, path: &[&str]) -> Option<Cow<'a, str>> {
        self.at(path).map(|Field(text)| text)
    }

    /// Fails alone, where it can be told from the others; else with the whole batch, of which it is this one.
    #[inline]
    pub(super) fn pending(self, event: &Bytes, number: usize, identity: Option<Identity>) -> Result<Pending, Failure> {
        let Some(Identity { id, lane, receive_count }) = identity else {
            let reason = &self.failure.message;
            let message =
                format!("record {} of the batch has no readable id, so that all come back: {reason}", number + 1);
            return Err(Failure { message, ..self.failure });
        };
        let encoded = Text::within(event, Cow::Borrowed(self.record.get()));
        let details = encoded.bytes().clone();
        Ok(Pending { id, lane, encoded, details, receive_count, timestamp: None, unfit: Some(Box::new(self.failure)) })
    }
}

/// Borrowed where it has no escapes.
#[derive(Deserialize, PartialEq, Eq, Hash)]
#[serde(transparent)]
struct Field<'a>(#[serde(borrow)] Cow<'a, str>);

impl std::borrow::Borrow<str> for Field<'_> {
    fn borrow(&self) -> &str {
        &self.0
    }
}
