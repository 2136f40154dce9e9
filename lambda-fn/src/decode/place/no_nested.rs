//! In place of nested mistakes, where no type has any.

use super::Mistake;

pub(super) fn looking<T>(look: impl FnOnce() -> T) -> T {
    look()
}

pub(super) fn found() -> Option<Mistake> {
    None
}
