//! Notifications of S3 that come through a queue or a topic: Amazon S3 User Guide, "Event message structure".

use std::borrow::Cow;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Records, rfc3339};
use crate::batch::record::Metadata;
use crate::batch::text::Text;
use crate::decode::{Frame, decode_record_frame};
use crate::failure::Failure;

/// The records of the notification in a message; also of one that a topic has put into a queue.
pub(super) fn records(message: &Bytes) -> Result<Vec<Bytes>, Failure> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Notification<'a> {
        #[serde(borrow)]
        message: Cow<'a, str>,
    }

    let failure = match of_s3(message) {
        Ok(records) => return Ok(records),
        Err(failure) => failure,
    };
    if let Ok(Notification { message: within }) = decode_record_frame::<Notification<'_>>(message) {
        return of_s3(&Text::within(message, within).into_bytes());
    }
    Err(failure)
}

fn of_s3(message: &Bytes) -> Result<Vec<Bytes>, Failure> {
    match decode_record_frame::<Records<&RawValue>>(message) {
        Ok(Records { records, .. }) => {
            Ok(records.into_iter().map(|record| message.slice_ref(record.get().as_bytes())).collect())
        }
        Err(_) if is_test(message) => Ok(Vec::new()),
        Err(failure) => {
            let message = "the message is no notification of S3; does the bucket notify the queue or its topic?";
            Err(Failure { message: message.to_owned(), ..failure })
        }
    }
}

/// Whether this is what S3 sends first, as it is told to notify a queue or a topic: "Amazon S3 sends the following test
/// message", without records.
#[inline]
pub(crate) fn is_test(message: &[u8]) -> bool {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Test<'a> {
        #[serde(borrow)]
        service: Cow<'a, str>,
        #[serde(borrow)]
        event: Cow<'a, str>,
    }

    let test = serde_json::from_slice(message);
    let is_test = test.is_ok_and(|Frame(Test { service, event })| service == "Amazon S3" && event == "s3:TestEvent");
    if is_test {
        tracing::debug!("the test event of S3 has no records");
    }
    is_test
}

/// What a record of S3 says, beside what the message says that it came in.
#[inline]
pub(super) fn describe(record: &[u8], metadata: &mut Metadata) {
    #[derive(Default, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Details {
        event_name: Option<String>,
        event_time: Option<String>,
    }

    let Details { event_name, event_time } = super::top(record);
    metadata.event_name = event_name;
    metadata.timestamp = metadata.timestamp.or_else(|| rfc3339(&event_time?));
}
