//! What became of each record of a batch.

use std::collections::HashSet;
use std::sync::OnceLock;
use std::time::Instant;

use bytes::Bytes;

use super::answer::Transformed;
use super::source::Pending;
use crate::failure::Failure;
use crate::logging::milliseconds;

/// A batch, and what became of each of its records so far.
pub struct Account {
    event: Bytes,
    records: Vec<Pending>,
    /// Looked for once, by the first record that is asked.
    source_arn: OnceLock<Option<String>>,
    /// One for each record; none yet where it has not run.
    outcomes: Vec<OnceLock<Outcome>>,
    begun: Instant,
}

pub(crate) enum Outcome {
    /// With what the handler returned, where the source takes that.
    Done(Option<Transformed>),
    /// It cannot succeed, and does not come again.
    Discarded,
    Failed {
        error_type: String,
    },
}

/// Refuses a batch of which two records have one id: a source that is answered by id could not tell them apart.
#[inline]
pub(crate) fn tell_apart(records: &[Pending]) -> Result<(), Failure> {
    let mut ids = HashSet::with_capacity(records.len());
    match records.iter().position(|record| !ids.insert(record.id.as_str())) {
        None => Ok(()),
        Some(twice) => {
            let message = format!(
                "record {} of the batch has the id of another; all of them come back, since failures go by id",
                twice + 1
            );
            Err(Failure::new("Runtime.DuplicateRecordId", message))
        }
    }
}

impl Account {
    /// For a batch that came at this time.
    #[inline]
    pub(crate) fn open(event: Bytes, records: Vec<Pending>, begun: Instant) -> Self {
        let outcomes = records.iter().map(|_| OnceLock::new()).collect();
        Self { event, records, source_arn: OnceLock::new(), outcomes, begun }
    }

    /// The ARN of the source, where it stands beside the records and not in each.
    pub(crate) fn source_arn(&self, find: fn(&[u8]) -> Option<String>) -> Option<String> {
        self.source_arn.get_or_init(|| find(&self.event)).clone()
    }

    pub(crate) fn records(&self) -> &[Pending] {
        &self.records
    }

    #[inline]
    pub(crate) fn close(&self, place: usize, outcome: Outcome) {
        // a record runs once, so there is none yet
        let _ = self.outcomes[place].set(outcome);
    }

    /// Each record with its outcome.
    pub(crate) fn outcomes(&self) -> impl Iterator<Item = (&Pending, Option<&Outcome>)> {
        self.records.iter().zip(self.outcomes.iter().map(OnceLock::get))
    }

    /// The records that the source has to keep, in their order: failed, or not run.
    pub(crate) fn undone(&self) -> impl Iterator<Item = &Pending> {
        self.outcomes()
            .filter(|(_, outcome)| matches!(outcome, None | Some(Outcome::Failed { .. })))
            .map(|(record, _)| record)
    }

    #[inline]
    pub(crate) fn failed(&self) -> usize {
        self.count(|outcome| matches!(outcome, Some(Outcome::Failed { .. })))
    }

    #[inline]
    pub(crate) fn unrun(&self) -> usize {
        self.count(|outcome| outcome.is_none())
    }

    #[inline]
    fn count(&self, is: fn(Option<&Outcome>) -> bool) -> usize {
        self.outcomes().filter(|(_, outcome)| is(*outcome)).count()
    }

    #[inline]
    pub(crate) fn first_error_type(&self) -> Option<&str> {
        self.outcomes().find_map(|(_, outcome)| match outcome {
            Some(Outcome::Failed { error_type }) => Some(error_type.as_str()),
            _ => None,
        })
    }

    /// Writes the one line that a batch has in the log.
    #[inline]
    pub(crate) fn log(&self) {
        tracing::info!(
            records = self.records.len(),
            failed = self.failed(),
            discarded = self.count(|outcome| matches!(outcome, Some(Outcome::Discarded))),
            unrun = self.unrun(),
            durationMs = milliseconds(self.begun.elapsed()),
            "batch handled"
        );
    }
}
