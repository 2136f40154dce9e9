//! The order of a batch: records of one lane run one after the other.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::source::Pending;

/// The lanes, in the order of their first records, each handed out once.
pub(crate) struct Lanes {
    firsts: Vec<usize>,
    /// What runs behind each record in its lane.
    next: Vec<Option<usize>>,
    handed_out: AtomicUsize,
    closed: AtomicBool,
}

impl Lanes {
    #[inline]
    pub(crate) fn of(records: &[Pending]) -> Self {
        let mut lasts: HashMap<&str, usize> = HashMap::new();
        let mut firsts = Vec::with_capacity(records.len());
        let mut next = vec![None; records.len()];
        for (place, record) in records.iter().enumerate() {
            let last = record.lane.as_ref().and_then(|lane| lasts.insert(lane.as_str(), place));
            match last {
                Some(last) => next[last] = Some(place),
                None => firsts.push(place),
            }
        }
        Self { firsts, next, handed_out: AtomicUsize::new(0), closed: AtomicBool::new(false) }
    }

    pub(crate) fn count(&self) -> usize {
        self.firsts.len()
    }

    /// Hands out no record any more.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    fn is_open(&self) -> bool {
        !self.closed.load(Ordering::Relaxed)
    }

    /// The first record of a lane that nobody has yet.
    #[inline]
    pub(crate) fn take(&self) -> Option<usize> {
        if !self.is_open() {
            return None;
        }
        self.firsts.get(self.handed_out.fetch_add(1, Ordering::Relaxed)).copied()
    }

    /// The record behind this one.
    #[inline]
    pub(crate) fn behind(&self, place: usize) -> Option<usize> {
        self.next[place].filter(|_| self.is_open())
    }
}
