//! The payments that an environment has taken, so that a webhook that is sent again takes nothing again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::signature::TOLERANCE;

/// The ids of payments, with the time at which each was taken.
///
/// An environment of Lambda does not know what another has taken, or one that is gone. In a function of yours the
/// database is asked instead: it writes the payment under the condition that it has none of that id.
#[derive(Debug, Default)]
pub(crate) struct Taken(Mutex<HashMap<String, SystemTime>>);

/// There is no room for another payment until the signatures of earlier ones are too old.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Full;

/// A payment that nobody else takes. It can be taken again unless it is kept: its provider sends it again if this fails.
#[derive(Debug)]
pub(crate) struct Claim<'a> {
    taken: &'a Taken,
    id: Option<&'a str>,
}

impl Taken {
    /// Ids of 64 bytes: some 15 MB.
    pub(crate) const CAPACITY: usize = 100_000;

    /// `None` for a payment that is taken already.
    pub(crate) fn claim<'a>(&'a self, id: &'a str, now: SystemTime) -> Result<Option<Claim<'a>>, Full> {
        let mut taken = self.lock();
        if taken.contains_key(id) {
            return Ok(None);
        }
        if taken.len() >= Self::CAPACITY {
            // a signature may be of a time to come, and is good for as long again
            taken.retain(|_, at| *at + TOLERANCE * 2 >= now);
        }
        if taken.len() >= Self::CAPACITY {
            return Err(Full);
        }
        taken.insert(id.to_owned(), now);
        Ok(Some(Claim { taken: self, id: Some(id) }))
    }

    /// A map is whole after a panic.
    fn lock(&self) -> MutexGuard<'_, HashMap<String, SystemTime>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Claim<'_> {
    /// The payment is taken for good.
    pub(crate) fn keep(mut self) {
        self.id = None;
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.taken.lock().remove(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    const NOW: SystemTime = UNIX_EPOCH;

    fn is_new(taken: &Taken, id: &str, now: SystemTime) -> Result<bool, Full> {
        taken.claim(id, now).map(|claim| claim.map(Claim::keep).is_some())
    }

    #[test]
    fn a_payment_is_taken_once() {
        let taken = Taken::default();
        assert_eq!(is_new(&taken, "pay_1", NOW), Ok(true));
        assert_eq!(is_new(&taken, "pay_1", NOW), Ok(false));
        assert_eq!(is_new(&taken, "pay_2", NOW), Ok(true));
    }

    #[test]
    fn a_payment_that_is_claimed_is_nobody_elses() {
        let taken = Taken::default();
        let claim = taken.claim("pay_1", NOW).expect("there is room");
        assert_eq!(is_new(&taken, "pay_1", NOW), Ok(false));
        drop(claim);
        assert_eq!(is_new(&taken, "pay_1", NOW), Ok(true), "what failed can come again");
    }

    #[test]
    fn what_is_remembered_has_a_bound() {
        let taken = Taken::default();
        for number in 0..Taken::CAPACITY {
            assert_eq!(is_new(&taken, &number.to_string(), NOW), Ok(true));
        }
        let window = NOW + TOLERANCE * 2;
        assert_eq!(is_new(&taken, "pay_1", window), Err(Full));
        assert_eq!(is_new(&taken, "7", window), Ok(false), "nothing is forgotten as long as it can be sent again");
        assert_eq!(is_new(&taken, "pay_1", window + Duration::from_nanos(1)), Ok(true));
        assert_eq!(taken.lock().len(), 1);
    }
}
