//! Subscriptions of log groups: CloudWatch Logs User Guide, "Real-time processing of log data with subscriptions".

use std::borrow::Cow;
use std::io::Read;

use bytes::Bytes;
use flate2::read::GzDecoder;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{base64, batch};
use crate::batch::accounting::Account;
use crate::batch::answer::{TakesNoResponse, all_or_nothing};
use crate::batch::record::Metadata;
use crate::batch::source::{Pending, Source};
use crate::batch::text::Text;
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

/// More than a compressed event of 6 MB holds of anything that is a log.
const MAX_DECOMPRESSED: u64 = 256 * 1024 * 1024;

impl TakesNoResponse for CloudWatchLogs {}

impl Source for CloudWatchLogs {
    const ANSWERED_BY_ID: bool = false;

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

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Batch<'a> {
            message_type: Option<&'a str>,
            owner: Option<String>,
            log_group: Option<String>,
            log_stream: Option<String>,
            #[serde(borrow, default)]
            log_events: Vec<LogEvent<'a>>,
        }

        #[derive(Deserialize)]
        struct LogEvent<'a> {
            #[serde(borrow)]
            id: Cow<'a, str>,
            #[serde(borrow)]
            message: Cow<'a, str>,
        }

        let event: Event<'_> = batch(event, "CloudWatch Logs")?;
        let compressed = base64(event.awslogs.data.as_bytes())?;
        let lines = Bytes::from(decompressed(&compressed)?);
        let Batch { message_type, owner, log_group, log_stream, log_events } = batch(&lines, "CloudWatch Logs")?;
        if message_type == Some("CONTROL_MESSAGE") {
            // CloudWatch Logs asks whether the function can be reached
            return Ok(Vec::new());
        }
        // once for all lines: in the event they may stand behind all of them
        let details = Details { owner, log_group, log_stream };
        let details = Bytes::from(serde_json::to_vec(&details).unwrap_or_default());
        let pending = |LogEvent { id, message }: LogEvent<'_>| Pending {
            id: Text::within(&lines, id),
            lane: None,
            encoded: Text::within(&lines, message),
            details: details.clone(),
            receive_count: None,
        };
        Ok(log_events.into_iter().map(pending).collect())
    }

    fn metadata(pending: &Pending) -> Metadata {
        let Details { owner, log_group, log_stream } = super::details(pending);
        let attributes = [("owner", owner), ("logGroup", log_group), ("logStream", log_stream)];
        let attributes = attributes.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Metadata { id: pending.id.as_str().to_owned(), attributes: attributes.collect(), ..Metadata::default() }
    }

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
