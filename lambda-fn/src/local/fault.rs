//! What can be made to go wrong between Lambda and the function.

#![cfg_attr(not(feature = "testing"), expect(dead_code, unreachable_pub, reason = "only tests ask for faults"))]

use std::cell::RefCell;

/// Something that goes wrong at one event: see `LocalLambda::inject`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The process is killed while it has the event, as when it runs out of memory.
    Kill,
    /// The time of the event is over as soon as the process has it.
    Timeout,
    /// The connection closes without an answer.
    Drop(Endpoint),
    /// The Runtime API answers with this status.
    Status(Endpoint, u16),
    /// The Runtime API answers with 200 and what no client can make sense of.
    Garbage(Endpoint),
}

/// A part of Lambda's Runtime API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Endpoint {
    /// `GET /invocation/next`, at which the function waits for events.
    Next,
    /// `POST /invocation/{id}/response`
    Response,
    /// `POST /invocation/{id}/error`
    Error,
}

/// The faults that are still to come.
#[derive(Default)]
pub(crate) struct Faults(RefCell<Vec<Fault>>);

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        self.0.borrow_mut().push(fault);
    }

    /// Takes the first fault that is meant, if there is one: each happens once.
    pub(crate) fn take(&self, is_meant: impl Fn(Fault) -> bool) -> Option<Fault> {
        let mut faults = self.0.borrow_mut();
        let place = faults.iter().position(|fault| is_meant(*fault))?;
        Some(faults.remove(place))
    }
}

impl Fault {
    pub(crate) fn endpoint(self) -> Option<Endpoint> {
        match self {
            Self::Kill | Self::Timeout => None,
            Self::Drop(endpoint) | Self::Status(endpoint, _) | Self::Garbage(endpoint) => Some(endpoint),
        }
    }
}
