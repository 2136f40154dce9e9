//! In place of log groups, where the feature that decompresses their lines is off: [`Available`] says so when a function
//! compiles, and this leaves nothing else to say.
//!
//! [`Available`]: crate::batch::source::Available

use bytes::Bytes;
use serde_json::value::RawValue;

use crate::batch::accounting::Account;
use crate::batch::answer::{TakesNoResponse, all_or_nothing};
use crate::batch::record::Metadata;
use crate::batch::source::{Pending, Source};
use crate::failure::Failure;

/// Lines of a log group.
#[derive(Clone, Copy)]
pub struct CloudWatchLogs;

impl TakesNoResponse for CloudWatchLogs {}

impl Source for CloudWatchLogs {
    const ANSWERED_BY_ID: bool = false;

    #[inline]
    fn records(&self, _: &Bytes) -> Result<Vec<Pending>, Failure> {
        Err(Failure::new(
            "Runtime.FeatureMissing",
            "lines of a log group need the feature `cloudwatch-logs` of `lambda-fn`; run `cargo add lambda-fn --features cloudwatch-logs`",
        ))
    }

    #[inline]
    fn metadata(_: &Pending) -> Metadata {
        Metadata::default()
    }

    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        all_or_nothing(account)
    }
}
