//! Lambda Managed Instances: eight batches in flight at once on several threads, each record accounted for once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::{batch, json_log};

const BATCHES_AT_ONCE: usize = 8;
const BATCHES: usize = 5 * BATCHES_AT_ONCE;
const RECORDS: usize = 30;

/// What the record does, and whether the rest of its group waits for it.
fn body(batch: usize, record: usize) -> (Value, bool) {
    // the first of each batch meets those of seven others
    match (batch * 7 + record * 5) % 23 {
        _ if record == 0 => (json!({ "fine": 0 }), false),
        0 => (json!("fails"), true),
        1 => (json!("panics"), true),
        2 => (json!({ "fine": "none" }), true),
        3..6 => (json!("fails_for_good"), false),
        _ => (json!({ "fine": record }), false),
    }
}

fn group(record: usize) -> usize {
    record % 4
}

fn id(batch: usize, record: usize) -> String {
    format!("{batch}-{record}")
}

fn event(batch: usize) -> Value {
    let message = |record| {
        json!({
            "messageId": id(batch, record),
            "body": body(batch, record).0.to_string(),
            "attributes": { "MessageGroupId": group(record).to_string(), "ApproximateReceiveCount": "1" },
            "eventSource": "aws:sqs",
        })
    };
    json!({ "Records": (0..RECORDS).map(message).collect::<Vec<_>>() })
}

/// The records that come back: of each group those from its first failure on.
fn come_back(batch: usize) -> BTreeSet<String> {
    let mut ended = BTreeSet::new();
    let comes_back = |record: &usize| {
        if body(batch, *record).1 {
            ended.insert(group(*record));
        }
        ended.contains(&group(*record))
    };
    (0..RECORDS).filter(comes_back).map(|record| id(batch, record)).collect()
}

/// How often the log has each record, in lines of this message.
fn counts<'a>(log: &'a [Value], message: &str, field: &str) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for line in log.iter().filter(|line| line["message"] == message) {
        *counts.entry(line[field].as_str().unwrap()).or_default() += 1;
    }
    counts
}

#[test]
fn every_record_of_batches_in_flight_at_once_is_accounted_for_once() {
    let function = batch("managed-threads").events_at_once(BATCHES_AT_ONCE).concurrency(1).spawn();
    let mut failed = BTreeSet::new();
    let in_flight = (0..BATCHES).step_by(BATCHES_AT_ONCE).flat_map(|first| {
        let batches = first..first + BATCHES_AT_ONCE;
        batches.map(|batch| (batch, function.event(&event(batch)).send())).collect::<Vec<_>>()
    });
    for (batch, pending) in in_flight {
        let answer = pending.wait().json();
        let failures = answer["batchItemFailures"].as_array().unwrap();
        let ids: BTreeSet<_> =
            failures.iter().map(|failure| failure["itemIdentifier"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), failures.len(), "one is reported twice: {answer}");
        assert_eq!(ids, come_back(batch), "batch {batch}");
        failed.extend(ids);
    }

    let log = json_log(&function);
    let (begun, failing) = (counts(&log, "begun", "id"), counts(&log, "record failed", "recordId"));
    let discarded = counts(&log, "record discarded", "recordId");
    for (batch, record) in (0..BATCHES).flat_map(|batch| (0..RECORDS).map(move |record| (batch, record))) {
        let (id, (body, fails)) = (id(batch, record), body(batch, record));
        let (comes_back, count) = (failed.contains(&id), |counts: &BTreeMap<&str, usize>| counts.get(&*id).copied());
        // behind a failure of its group it has not run
        let runs = !comes_back || count(&failing).is_some();
        let decodes = body != json!({ "fine": "none" });
        assert_eq!(count(&begun), (runs && decodes).then_some(1), "{id} begins");
        assert_eq!(count(&failing), (runs && fails).then_some(1), "{id} fails");
        assert_eq!(count(&discarded), (runs && body == "fails_for_good").then_some(1), "{id} is discarded");
    }
    let batches = log.iter().filter(|line| line["message"] == "batch handled").count();
    assert_eq!(batches, BATCHES);
}
