//! Subscriptions of log groups: CloudWatch Logs User Guide, "Real-time processing of log data with subscriptions".

use std::borrow::Cow;
use std::io::Read;

use bytes::Bytes;
use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::base64;
use super::placed::at_once;
use super::unfit::{Identity, Unfit};
use crate::batch::accounting::Account;
use crate::batch::answer::{TakesNoResponse, all_or_nothing};
use crate::batch::record::Metadata;
use crate::batch::source::{Available, Pending, Source};
use crate::batch::text::Text;
use crate::decode::decode_record_frame;
use crate::failure::Failure;

/// Lines of a log group.
#[derive(Clone, Copy)]
pub struct CloudWatchLogs;

#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
struct Details {
    owner: Option<String>,
    log_group: Option<String>,
    log_stream: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[serde(bound(deserialize = "Line: Deserialize<'de>"))]
struct Batch<'a, Line> {
    message_type: Option<&'a str>,
    owner: Option<String>,
    log_group: Option<String>,
    log_stream: Option<String>,
    #[serde(default = "Vec::new")]
    log_events: Vec<Line>,
}

#[derive(Deserialize)]
struct LogEvent<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    message: Cow<'a, str>,
    timestamp: Option<i64>,
}

/// More than a compressed event of 6 MB holds of anything that is a log.
const MAX_DECOMPRESSED: u64 = 256 * 1024 * 1024;

impl Available for CloudWatchLogs {}
impl TakesNoResponse for CloudWatchLogs {}

impl<Line> Batch<'_, Line> {
    /// Once for all lines: in the event they may stand behind all of them.
    fn details(&self) -> Bytes {
        let Self { owner, log_group, log_stream, .. } = self;
        let details = Details { owner: owner.clone(), log_group: log_group.clone(), log_stream: log_stream.clone() };
        Bytes::from(serde_json::to_vec(&details).unwrap_or_default())
    }

    /// None where CloudWatch Logs asks whether the function can be reached.
    fn lines(self) -> impl Iterator<Item = Line> {
        let lines = if self.message_type == Some("CONTROL_MESSAGE") { Vec::new() } else { self.log_events };
        lines.into_iter()
    }
}

impl Source for CloudWatchLogs {
    const ANSWERED_BY_ID: bool = false;

    #[inline]
    fn records(&self, event: &Bytes) -> Result<Vec<Pending>, Failure> {
        #[derive(Deserialize)]
        struct Event<'a> {
            #[serde(borrow)]
            awslogs: Data<'a>,
        }

        #[derive(Deserialize)]
        struct Data<'a> {
            #[serde(borrow)]
            data: Cow<'a, str>,
        }

        let event: Event<'_> = super::batch(event, "CloudWatch Logs")?;
        let compressed = base64(event.awslogs.data.as_bytes())?;
        let lines = Bytes::from(decompressed(&compressed)?);
        let line = |line: LogEvent<'_>, details: &Bytes| Pending {
            id: Text::within(&lines, line.id),
            lane: None,
            encoded: Text::within(&lines, line.message),
            details: details.clone(),
            receive_count: None,
            timestamp: line.timestamp,
            unfit: None,
        };
        if let Some(batch) = at_once::<Batch<'_, LogEvent<'_>>>(&lines) {
            let details = batch.details();
            return Ok(batch.lines().map(|event| line(event, &details)).collect());
        }
        let batch: Batch<'_, &RawValue> = super::batch(&lines, "CloudWatch Logs")?;
        let details = batch.details();
        let one = |(number, event): (usize, &RawValue)| match decode_record_frame(event.get().as_bytes()) {
            Ok(event) => Ok(line(event, &details)),
            Err(failure) => {
                let unfit = Unfit { record: event, failure };
                let id = unfit.text(&["id"]).map(|id| Text::within(&lines, id));
                let pending = unfit.pending(&lines, number, id.map(|id| Identity { id, ..Identity::default() }))?;
                Ok(Pending { details: details.clone(), ..pending })
            }
        };
        batch.lines().enumerate().map(one).collect()
    }

    #[inline]
    fn metadata(pending: &Pending) -> Metadata {
        let Details { owner, log_group, log_stream } = super::details(pending);
        let mut metadata = Metadata {
            id: pending.id.as_str().to_owned(),
            timestamp: pending.timestamp.and_then(super::milliseconds),
            ..Metadata::default()
        };
        metadata.add_own([("owner", owner), ("logGroup", log_group), ("logStream", log_stream)]);
        metadata
    }

    #[inline]
    fn answer(&self, account: &Account) -> Result<Box<RawValue>, Failure> {
        all_or_nothing(account)
    }
}

fn decompressed(compressed: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut decompressed = Vec::new();
    let read = GzDecoder::new(compressed).take(MAX_DECOMPRESSED + 1).read_to_end(&mut decompressed);
    match read {
        Ok(bytes) if bytes as u64 <= MAX_DECOMPRESSED => Ok(decompressed),
        Ok(_) => {
            let message = format!("the log data has more than {MAX_DECOMPRESSED} bytes");
            Err(Failure::new("Runtime.UnmarshalError", message))
        }
        Err(_) => Err(Failure::new("Runtime.UnmarshalError", "the log data is not gzip")),
    }
}
