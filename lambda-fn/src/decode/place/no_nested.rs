//! In place of nested mistakes, where no type has any.

use super::Mistake;

pub(super) fn looking<T>(look: impl FnOnce() -> T) -> T {
    look()
}

pub(super) fn found() -> Option<Mistake> {
    None
}

pub(super) fn is_bytes(_: &str) -> bool {
    false
}

pub(super) fn read_bytes(_: &str) -> Vec<u8> {
    Vec::new()
}
