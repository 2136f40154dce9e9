//! A mistake within a value that has a deserializer of its own, such as an item of DynamoDB: how it gets out of there.
//!
//! On its way is the error of whatever deserializer the value stands in, which takes text alone, and that is not kept:
//! it could quote a value. So the mistake goes beside it.

use std::cell::{Cell, RefCell};

use serde::de;

use super::Mistake;

thread_local! {
    static LOOKING: Cell<bool> = const { Cell::new(false) };
    static FOUND: RefCell<Option<Mistake>> = const { RefCell::new(None) };
}

/// Runs a second look at what has not been decoded.
pub(crate) fn looking<T>(look: impl FnOnce() -> T) -> T {
    /// A type's own `Deserialize` may panic.
    struct Outer(bool);

    impl Drop for Outer {
        fn drop(&mut self) {
            LOOKING.set(self.0);
        }
    }

    let _outer = Outer(LOOKING.replace(true));
    look()
}

/// Whether somebody wants to know of a mistake what it is.
pub(crate) fn is_looked_for() -> bool {
    LOOKING.get()
}

/// The error of a deserializer, with a mistake beside it where that can be taken up.
pub(crate) fn refuse<E: de::Error>(mistake: Mistake) -> E {
    FOUND.set(Some(mistake));
    let error = E::custom("the value does not fit its type");
    FOUND.set(None);
    error
}

pub(super) fn found() -> Option<Mistake> {
    FOUND.take()
}
