//! What holds of any case.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::{Act, Case, Kind, OnDiscard, Seen};
use crate::failure::Failure;

/// The records that the source keeps, by the answer.
fn reported(case: &Case, answer: &Value) -> Vec<usize> {
    match case.kind {
        kind if kind.is_stream() || matches!(kind, Kind::Standard | Kind::Fifo) => {
            let failures = answer["batchItemFailures"].as_array().unwrap().iter();
            failures.map(|failure| failure["itemIdentifier"].as_str().unwrap().parse().unwrap()).collect()
        }
        Kind::Kafka | Kind::KafkaOnDemand => {
            let failures = answer["batchItemFailures"].as_array().unwrap().iter();
            let number = |failure: &Value| {
                let number = usize::try_from(failure["itemIdentifier"]["offset"].as_u64().unwrap()).unwrap();
                let partition = format!("topic-{}", case.records[number].1);
                assert_eq!(failure["itemIdentifier"]["partition"], partition);
                number
            };
            failures.map(number).collect()
        }
        Kind::Firehose => {
            let results = answer["records"].as_array().unwrap();
            let ids: Vec<_> = results.iter().map(|result| result["recordId"].as_str().unwrap().to_owned()).collect();
            let all: Vec<_> = (0..case.records.len()).map(|number| number.to_string()).collect();
            assert_eq!(ids, all, "one result for each record");
            (0..all.len()).filter(|number| results[*number]["result"] == "ProcessingFailed").collect()
        }
        _ => unreachable!("there is no partial failure"),
    }
}

/// How many records failed and how many did not run, by the message of the whole.
fn counted(message: &str) -> (usize, usize) {
    let number_before = |words: &str| {
        let part = message.split("; ").find(|part| part.contains(words));
        part.map_or(0, |part| part.split(' ').next().unwrap().parse().unwrap())
    };
    (number_before("records failed"), number_before("did not run"))
}

pub(super) fn check(case: &Case, answer: &Result<Value, Failure>, seen: &Seen, took: Duration, began: Instant) {
    let all = 0..case.records.len();
    let discarded_silently =
        |number: &usize| case.on_discard == OnDiscard::None && case.gives_up(case.records[*number].0);
    let done =
        |number: &usize| seen.done.contains(number) || (seen.began.contains(number) && discarded_silently(number));
    let undone: Vec<_> = all.clone().filter(|number| !done(number)).collect();

    // each is exactly one of done or reported
    match (case.kind, answer) {
        (kind, Ok(answer)) if kind.is_asynchronous() => {
            assert!(undone.is_empty(), "{undone:?} were lost");
            assert_eq!(*answer, Value::Null);
        }
        (kind, Err(failure)) if kind.is_asynchronous() || kind == Kind::KafkaOnDemand => {
            assert_eq!(failure.error_type, "Function.RecordsFailed");
            let (failed, unrun) = counted(&failure.message);
            let ran = undone.iter().filter(|number| seen.began.contains(number)).count();
            assert!(!undone.is_empty() && failed >= ran, "{failure:?}");
            assert_eq!(failed + unrun, undone.len(), "{failure:?}");
        }
        (kind, Ok(answer)) if kind.is_stream() => {
            // the checkpoint: nothing before it comes again, and nothing behind it has run
            let checkpoint = reported(case, answer);
            assert_eq!(checkpoint, undone.iter().copied().take(1).collect::<Vec<_>>());
            if let [checkpoint] = checkpoint[..] {
                assert!((0..checkpoint).all(|number| done(&number)));
                assert!(seen.began.iter().all(|number| *number <= checkpoint));
            }
        }
        (_, Ok(answer)) => assert_eq!(reported(case, answer), undone),
        (_, Err(failure)) => panic!("the batch has an answer: {failure:?}"),
    }

    // each runs once at the most, in the order of its lane, and none behind a failure
    let once: BTreeSet<_> = seen.began.iter().collect();
    assert_eq!(once.len(), seen.began.len(), "one ran twice");
    assert!(!seen.overlap, "two of one lane ran at once");
    for lane in 0..4 {
        let of_the_lane = |number: &&usize| case.lane(**number) == Some(lane);
        let began: Vec<_> = seen.began.iter().filter(of_the_lane).collect();
        assert!(began.is_sorted(), "out of order");
        let first_undone = undone.iter().find(of_the_lane);
        if let (Some(first_undone), Some(last)) = (first_undone, began.last()) {
            assert!(*last <= first_undone, "one ran behind a failure");
        }
    }

    // within bounds, of records and of time
    assert!(seen.most_running <= case.concurrency);
    if let Some(left) = case.left {
        let last_start = began + left.saturating_sub(case.reserve);
        assert!(seen.latest_start.is_none_or(|start| start <= last_start), "one started too late");
        assert!(took <= left, "there is no time left to answer");
    }

    // and what could be done is done: all of a lane up to its first failure, where time was no matter
    no_time_is_wasted(case, seen, &undone, began);
    if case.kind == Kind::KafkaOnDemand {
        assert_eq!(answer.is_ok(), undone.is_empty());
        // the batch comes again: what would start behind a failure starts then
        let behind = |first: &usize| seen.began.iter().any(|number| number > first);
        assert!(case.concurrency > 1 || !undone.first().is_some_and(behind), "one ran behind a failure");
    } else if case.left.is_none() {
        let mut ended = BTreeSet::new();
        for (number, (act, _)) in case.records.iter().enumerate() {
            let lane = case.lane(number);
            let can_be = match act {
                Act::Succeeds | Act::Takes(_) => true,
                act => case.gives_up(*act) && matches!(case.on_discard, OnDiscard::None | OnDiscard::Succeeds),
            };
            let is_due = can_be && lane.is_none_or(|lane| !ended.contains(&lane));
            assert_eq!(done(&number), is_due, "{number}");
            if !can_be {
                ended.extend(lane);
            }
        }
        assert!(seen.most_running >= case.least_running(), "lanes do not run side by side");
    }
}

/// A record that has not run has a reason: one before it in its lane is not done, all were busy until it was too late,
/// or, where a failure stops them all, until there was one.
fn no_time_is_wasted(case: &Case, seen: &Seen, undone: &[usize], began: Instant) {
    let last_start = case.left.map(|left| began + left.saturating_sub(case.reserve));
    let stop = if case.kind == Kind::KafkaOnDemand { first_failure(case, seen, undone, began) } else { None };
    let too_late = |time: Instant| [last_start, stop].into_iter().flatten().any(|end| time >= end);
    let busy = |time: Instant| seen.spent.iter().filter(|spent| spent.from <= time && time < spent.to).count();
    for number in undone.iter().copied().filter(|number| case.is_unrun(*number, seen)) {
        let before = |other: &usize| case.is_before_in_lane(*other, number);
        if undone.iter().any(before) {
            continue;
        }
        let of_its_lane = seen.spent.iter().filter(|spent| before(&spent.number));
        let due = of_its_lane.map(|spent| spent.to).fold(began, Instant::max);
        let free = seen.spent.iter().map(|spent| spent.to).filter(|to| *to >= due).chain([due]);
        for time in free.filter(|time| !too_late(*time)) {
            assert!(busy(time) >= case.concurrency, "{number} could have run after {:?}", time - began);
        }
    }
}

/// When the first record failed; that of one which never came to the handler is not seen.
fn first_failure(case: &Case, seen: &Seen, undone: &[usize], began: Instant) -> Option<Instant> {
    let unseen = undone.iter().any(|number| case.records[*number].0 == Act::DoesNotFit);
    let failed = seen.spent.iter().filter(|spent| undone.contains(&spent.number)).map(|spent| spent.to);
    if unseen { Some(began) } else { failed.min() }
}
