//! A handler of records as a handler of events.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use lambda_runtime::{Context, Service, service_fn};
use serde_json::value::RawValue;

use super::accounting::{Account, tell_apart};
use super::answer::Transformed;
use super::deadline::Deadline;
use super::discard::Discarded;
use super::record::RecordInvocation;
use super::rules::Rules;
use super::source::Source;
use super::work::Batch;
use crate::failure::Failure;
use crate::invocation::Invocation;

/// Makes of a handler of records one of batches: takes each apart, runs its records and accounts for them.
pub fn records<S, H, D>(
    source: S,
    rules: Rules<D>,
    handler: H,
) -> impl Service<
    Invocation,
    Response = Box<RawValue>,
    Error = Failure,
    Future = impl Future<Output = Result<Box<RawValue>, Failure>> + use<S, H, D>,
> + Clone
+ use<S, H, D>
where
    S: Source,
    H: Service<RecordInvocation, Response = Option<Transformed>, Error = Failure> + Clone,
    D: Service<Discarded, Response = (), Error = Failure> + Clone,
{
    service_fn(move |Invocation { body, context, .. }| {
        let deadline = Deadline::of(&context, rules.reserve);
        account_for(source, rules.clone(), handler.clone(), body, context, deadline)
    })
}

/// Runs a batch to its end, and answers for it.
pub(crate) async fn account_for<S, H, D>(
    source: S,
    rules: Rules<D>,
    handler: H,
    event: Bytes,
    context: Context,
    deadline: Option<Deadline>,
) -> Result<Box<RawValue>, Failure>
where
    S: Source,
    H: Service<RecordInvocation, Response = Option<Transformed>, Error = Failure> + Clone,
    D: Service<Discarded, Response = (), Error = Failure> + Clone,
{
    let begun = Instant::now();
    let account = {
        let records = source.records(&event)?;
        Arc::new(Account::open(event, records, begun))
    };
    if S::ANSWERED_BY_ID {
        tell_apart(account.records()).inspect_err(|_| account.log())?;
    }
    let batch = Batch { source, handler, rules, account: account.clone(), context: Arc::new(context), deadline };
    batch.run().await;
    account.log();
    source.answer(&account)
}
