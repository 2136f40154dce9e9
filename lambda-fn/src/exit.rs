//! Why the process ends.

use std::fmt;

use crate::stderr::one_line;

/// Why the process ends with status 1: one line for people.
#[derive(Debug)]
pub struct Exit(Option<String>);

impl Exit {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        // a panic's message may have several lines
        Self(Some(one_line(&reason.into())))
    }

    /// Everything was said already.
    pub(crate) fn silent() -> Self {
        Self(None)
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.0.is_none()
    }
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_deref().unwrap_or_default())
    }
}
