//! The real binary, with the events that its stream sends.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use lambda_fn::testing::{Invocation, LocalLambda};
use serde_json::{Value, json};

/// On a busy machine a batch may take longer than the three seconds that a function has by default.
fn aggregator() -> LocalLambda {
    let function = LocalLambda::function(env!("CARGO_BIN_EXE_stream-aggregator"));
    function.timeout(Duration::from_mins(1)).spawn()
}

fn reading(meter: &str, watt_hours: u64) -> Value {
    json!({ "meter": meter, "watt_hours": watt_hours })
}

/// What a shard has from a record on. Records `8`, `9`, `10` and so on: as text, they are in another order.
fn batch_from(first: usize, readings: &[Value]) -> Value {
    let record = |(number, reading): (usize, &Value)| {
        let kinesis = json!({
            "partitionKey": reading["meter"],
            "sequenceNumber": number.to_string(),
            "data": BASE64_STANDARD.encode(reading.to_string()),
        });
        json!({ "kinesis": kinesis, "eventSource": "aws:kinesis" })
    };
    let records = readings.iter().enumerate().map(|(place, reading)| (8 + place, reading)).skip(first);
    json!({ "Records": records.map(record).collect::<Vec<_>>() })
}

/// The checkpoint, from which on Lambda sends the records again.
#[track_caller]
fn checkpoint(invocation: &Invocation) -> Option<String> {
    let answer = invocation.json();
    match answer["batchItemFailures"].as_array().expect("a list of failures").as_slice() {
        [] => None,
        [failure] => Some(failure["itemIdentifier"].as_str().expect("a sequence number").to_owned()),
        failures => panic!("a stream has one checkpoint: {failures:?}"),
    }
}

/// The sums as they grew.
fn sums(invocation: &Invocation) -> Vec<(String, u64)> {
    let counted = invocation.logs().into_iter().filter(|line| line.message == "reading counted");
    let sum = |fields: &serde_json::Map<_, Value>| {
        (fields["meter"].as_str().unwrap().to_owned(), fields["total"].as_u64().unwrap())
    };
    counted.map(|line| sum(&line.fields)).collect()
}

fn pairs(sums: &[(&str, u64)]) -> Vec<(String, u64)> {
    sums.iter().map(|(meter, sum)| ((*meter).to_owned(), *sum)).collect()
}

#[test]
fn the_readings_of_a_stream_are_summed_in_their_order() {
    let readings = [reading("kitchen", 20), reading("garage", 5), reading("kitchen", 30), reading("garage", 1)];
    let invocation = aggregator().invoke(&batch_from(0, &readings));
    assert_eq!(checkpoint(&invocation), None);
    assert_eq!(sums(&invocation), pairs(&[("kitchen", 20), ("garage", 5), ("kitchen", 50), ("garage", 6)]));
}

#[test]
fn a_record_that_is_no_reading_is_the_checkpoint_and_nothing_behind_it_is_counted() {
    let aggregator = aggregator();
    let poison = json!({ "meter": "kitchen", "watt_hours": "many" });
    let mut readings = [reading("kitchen", 20), reading("garage", 5), poison, reading("kitchen", 30)];
    let invocation = aggregator.invoke(&batch_from(0, &readings));
    assert_eq!(checkpoint(&invocation).as_deref(), Some("10"));
    assert_eq!(sums(&invocation), pairs(&[("kitchen", 20), ("garage", 5)]));

    // from the checkpoint on, as Lambda sends it: the stream stands still
    let again = aggregator.invoke(&batch_from(2, &readings));
    assert_eq!((checkpoint(&again).as_deref(), sums(&again)), (Some("10"), vec![]));

    // and goes on where it stood
    readings[2] = reading("kitchen", 1);
    let mended = aggregator.invoke(&batch_from(2, &readings));
    assert_eq!((checkpoint(&mended), sums(&mended)), (None, pairs(&[("kitchen", 21), ("kitchen", 51)])));
}

#[test]
fn a_batch_that_comes_again_as_a_whole_is_counted_once() {
    let aggregator = aggregator();
    let event = batch_from(0, &[reading("kitchen", 20), reading("kitchen", 30), reading("kitchen", 10)]);
    assert_eq!(sums(&aggregator.invoke(&event)), pairs(&[("kitchen", 20), ("kitchen", 50), ("kitchen", 60)]));
    let again = aggregator.invoke(&event);
    assert_eq!(checkpoint(&again), None);
    assert_eq!(sums(&again), pairs(&[("kitchen", 60); 3]));
}

#[test]
fn an_implausible_reading_is_passed_over() {
    let readings = [reading("kitchen", 20), reading("kitchen", u64::MAX), reading("kitchen", 30)];
    let invocation = aggregator().invoke(&batch_from(0, &readings));
    assert_eq!(checkpoint(&invocation), None);
    assert_eq!(sums(&invocation), pairs(&[("kitchen", 20), ("kitchen", 50)]));
    let lines = invocation.logs();
    let discarded: Vec<_> = lines.iter().filter(|line| line.message == "record discarded").collect();
    assert_eq!(discarded.len(), 1);
    assert_eq!(discarded[0].fields["recordId"], "9");
}

#[test]
fn the_event_of_the_example_is_taken() {
    let invocation = aggregator().invoke_raw(include_str!("../event.json"));
    assert_eq!(checkpoint(&invocation), None);
    assert_eq!(sums(&invocation).len(), 3);
}
