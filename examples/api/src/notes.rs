//! The notes, in memory, so that the example needs no account.
//!
//! An API of yours has a database here. Lambda serves requests that come at the same time in several environments, each
//! with a state of its own, and ends an environment when it likes: what one of them holds, and the ids that it counts, no
//! other knows. With DynamoDB, `init` makes the client, `add` is a put of a random id under the condition
//! `attribute_not_exists(id)`, and `page` a query whose `LastEvaluatedKey` is the next page's `after`.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct Note {
    pub(crate) id: u64,
    pub(crate) title: String,
    pub(crate) text: String,
}

#[derive(Default)]
pub(crate) struct Notes {
    notes: Mutex<BTreeMap<u64, Note>>,
}

impl Notes {
    pub(crate) fn add(&self, title: String, text: String) -> Note {
        let mut notes = self.lock();
        let id = notes.last_key_value().map_or(1, |(last, _)| last + 1);
        let note = Note { id, title, text };
        notes.insert(id, note.clone());
        note
    }

    pub(crate) fn get(&self, id: u64) -> Option<Note> {
        self.lock().get(&id).cloned()
    }

    pub(crate) fn replace(&self, id: u64, title: String, text: String) -> Option<Note> {
        let mut notes = self.lock();
        let note = notes.get_mut(&id)?;
        *note = Note { id, title, text };
        Some(note.clone())
    }

    pub(crate) fn remove(&self, id: u64) -> Option<Note> {
        self.lock().remove(&id)
    }

    /// The notes behind one of them, and whether there are more.
    pub(crate) fn page(&self, after: u64, limit: usize) -> (Vec<Note>, bool) {
        let notes = self.lock();
        let mut behind = notes.range((Bound::Excluded(after), Bound::Unbounded)).map(|(_, note)| note.clone());
        let page = behind.by_ref().take(limit).collect();
        (page, behind.next().is_some())
    }

    /// No note is left half written by a panic.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Note>> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
