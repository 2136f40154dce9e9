//! Runs the records of a batch, lane by lane.

use std::pin::pin;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{FuturesUnordered, StreamExt};
use lambda_runtime::{Context, Service};
use tokio::time::{Instant, timeout_at};
use tracing::Instrument;

use super::accounting::{Account, Outcome};
use super::answer::Transformed;
use super::deadline::Deadline;
use super::discard::Discarded;
use super::lanes::Lanes;
use super::record::RecordInvocation;
use super::rules::Rules;
use super::source::{Pending, Source};
use super::sources::is_test;
use crate::catch::{catch, dropped};
use crate::failure::Failure;

/// Everything that is the same for all records of a batch.
pub(crate) struct Batch<S, H, D> {
    pub(crate) source: S,
    pub(crate) handler: H,
    pub(crate) rules: Rules<D>,
    pub(crate) account: Arc<Account>,
    pub(crate) context: Arc<Context>,
    pub(crate) deadline: Option<Deadline>,
}

impl<S, H, D> Batch<S, H, D>
where
    S: Source,
    H: Service<RecordInvocation, Response = Option<Transformed>, Error = Failure> + Clone,
    D: Service<Discarded, Response = (), Error = Failure> + Clone,
{
    /// Runs the lanes, as many at once as the rules have.
    pub(crate) async fn run(&self) {
        let lanes = Lanes::of(self.account.records());
        match self.rules.concurrency.min(lanes.count()) {
            0 => {}
            1 => self.work(&lanes).await,
            workers => {
                let workers: FuturesUnordered<_> = (0..workers).map(|_| self.work(&lanes)).collect();
                workers.collect::<()>().await;
            }
        }
    }

    /// Takes one lane after the other, as long as there are any.
    async fn work(&self, lanes: &Lanes) {
        while let Some(first) = lanes.take() {
            let mut next = Some(first);
            while let Some(place) = next {
                if self.deadline.is_some_and(|deadline| Instant::now() >= deadline.last_start) {
                    break;
                }
                let outcome = self.handle(place, &self.account.records()[place]).await;
                let failed = matches!(outcome, Outcome::Failed { .. });
                self.account.close(place, outcome);
                if failed && self.source.stops_at_a_failure() {
                    lanes.close();
                }
                next = if failed { None } else { lanes.behind(place) };
            }
        }
    }

    /// Runs one record, all of its parts: it fails where any of them does, and is discarded where one is.
    async fn handle(&self, place: usize, pending: &Pending) -> Outcome {
        let parts = if pending.unfit.is_some() { None } else { self.source.parts(pending) };
        let whole = parts.is_none().then_some(None);
        let parts = whole.into_iter().chain(parts.into_iter().flatten().map(Some));
        let mut outcome = None;
        for part in parts {
            let began_in_time = self.deadline.is_none_or(|deadline| Instant::now() < deadline.last_start);
            let ended = match outcome {
                Some(_) if !began_in_time => Outcome::Failed { error_type: cancelled().error_type },
                _ => self.handle_part(place, pending, part).await,
            };
            outcome = match outcome {
                Some(Outcome::Failed { error_type }) => Some(Outcome::Failed { error_type }),
                Some(Outcome::Discarded) if matches!(ended, Outcome::Done(_)) => Some(Outcome::Discarded),
                _ => Some(ended),
            };
        }
        outcome.unwrap_or(Outcome::Done(None))
    }

    async fn handle_part(&self, place: usize, pending: &Pending, part: Option<Bytes>) -> Outcome {
        let span = tracing::error_span!(target: "lambda_fn", "record", recordId = pending.id.as_str());
        let failure = match self.in_time(self.call(place, pending, part.clone())).instrument(span.clone()).await {
            Ok(response) => return Outcome::Done(response),
            Err(failure) => failure,
        };
        if S::IS_NOTIFIED_BY_S3 && failure.undecodable && is_test(&self.payload(pending, part.as_ref())) {
            return Outcome::Done(None);
        }
        let given_up = !failure.retry || (failure.undecodable && self.rules.discard_undecodable);
        if !given_up {
            failure.log_of_record("record failed", pending);
            return Outcome::Failed { error_type: failure.error_type };
        }
        let discarded = failure.clone();
        match self.in_time(self.discard(pending, part, failure)).instrument(span).await {
            Ok(()) => {
                discarded.log_of_record("record discarded", pending);
                Outcome::Discarded
            }
            Err(failure) => {
                failure.log_of_record("discarded record not taken", pending);
                Outcome::Failed { error_type: failure.error_type }
            }
        }
    }

    async fn call(&self, place: usize, pending: &Pending, part: Option<Bytes>) -> Result<Option<Transformed>, Failure> {
        if let Some(failure) = &pending.unfit {
            return Err(Failure::clone(failure));
        }
        let decoded = if part.is_some() { part } else { self.source.decoded(pending)? };
        let record = RecordInvocation {
            decoded,
            account: self.account.clone(),
            place,
            describe: self.source.describe(),
            context: self.context.clone(),
        };
        self.handler.clone().call(record).await
    }

    async fn discard(&self, pending: &Pending, part: Option<Bytes>, failure: Failure) -> Result<(), Failure> {
        let Some(handler) = &self.rules.on_discard else { return Ok(()) };
        let discarded = Discarded {
            id: pending.id.as_str().to_owned(),
            payload: self.payload(pending, part.as_ref()),
            error_type: failure.error_type,
            error_message: failure.message,
            receive_count: pending.receive_count,
        };
        handler.clone().call(discarded).await
    }

    /// As the handler decodes it; as it stands where it cannot be read.
    fn payload(&self, pending: &Pending, part: Option<&Bytes>) -> Bytes {
        let decoded = match (part, &pending.unfit) {
            (Some(part), _) => Some(part.clone()),
            (None, Some(_)) => None,
            (None, None) => self.source.decoded(pending).ok().flatten(),
        };
        decoded.unwrap_or_else(|| pending.encoded.bytes().clone())
    }

    /// Catches a panic, and ends what takes too long: the other records of the batch have to be answered for.
    async fn in_time<T>(&self, work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
        let mut work = pin!(Some(work));
        let Some(running) = work.as_mut().as_pin_mut() else { return Err(cancelled()) };
        let running = catch(running);
        let ended = match self.deadline {
            None => Ok(running.await),
            Some(deadline) => timeout_at(deadline.end, running).await,
        };
        dropped("the record that was cancelled failed", || work.set(None));
        match ended {
            Ok(ended) => ended.map_err(Failure::from).and_then(|result| result),
            Err(_) => Err(cancelled()),
        }
    }
}

#[inline]
fn cancelled() -> Failure {
    Failure::new("Function.DeadlineExceeded", "the record was cancelled before the deadline of its batch")
}
