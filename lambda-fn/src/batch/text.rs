//! Text of an event that outlives the parsing of it.

use std::borrow::Cow;

use bytes::Bytes;

/// A piece of the event itself where it stands there as it is, else a copy: JSON strings have escapes.
#[derive(Clone, Default)]
pub(crate) struct Text(Bytes);

impl Text {
    /// `text` was borrowed from `event`, unless it is owned.
    pub(crate) fn within(event: &Bytes, text: Cow<'_, str>) -> Self {
        Self(match text {
            Cow::Borrowed(text) => event.slice_ref(text.as_bytes()),
            Cow::Owned(text) => Bytes::from(text),
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(crate) fn bytes(&self) -> &Bytes {
        &self.0
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        self.0
    }
}

/// Of text that has been read as JSON, which is UTF-8.
impl From<Bytes> for Text {
    fn from(text: Bytes) -> Self {
        Self(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Bytes::from(text))
    }
}
