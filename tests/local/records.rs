//! `invoke` takes the payloads of records, and wraps them as the function's source does.

use serde_json::{Value, json};
use tests::{Program, TemporaryFile};

/// Runs a handler of records with these arguments.
#[track_caller]
fn batch(handler: &str, arguments: &[&str]) -> (Value, String) {
    let program = Program::at(env!("CARGO_BIN_EXE_fixture-batch")).env("HANDLER", handler);
    let ended = program.output(arguments);
    assert!(ended.status.success(), "{ended:#?}");
    let answer = serde_json::from_str(ended.stdout.trim()).unwrap_or_else(|_| panic!("an answer: {ended:#?}"));
    (answer, ended.stderr.join("\n"))
}

#[test]
fn one_payload_is_one_record() {
    let nothing_failed = json!({ "batchItemFailures": [] });
    for handler in ["sqs", "fifo", "sns-in-sqs", "eventbridge-in-sqs", "kinesis", "kafka"] {
        let (answer, said) = batch(handler, &["invoke", r#"{"fine":1}"#]);
        assert_eq!(answer, nothing_failed, "{handler}: {said}");
        assert!(said.contains("taken") && said.contains("all records are done"), "{handler}: {said}");
    }
    for handler in ["sns", "eventbridge"] {
        let (answer, said) = batch(handler, &["invoke", r#"{"fine":1}"#]);
        assert_eq!(answer, Value::Null, "{handler}: {said}");
        assert!(said.contains("taken"), "{handler}: {said}");
    }
    let (_, said) = batch("s3", &["invoke", r#""Happy Face+1 – ü.jpg""#]);
    assert!(said.contains("Happy Face+1 – ü.jpg"), "{said}");
}

#[test]
fn a_whole_event_is_left_as_it_is() {
    let event = json!({ "Records": [{ "messageId": "a", "body": "\"fails\"", "eventSource": "aws:sqs" }] });
    let (answer, said) = batch("sqs", &["invoke", &event.to_string()]);
    assert_eq!(answer, json!({ "batchItemFailures": [{ "itemIdentifier": "a" }] }));
    assert!(said.contains("1 record comes back: a"), "{said}");
}

#[test]
fn text_that_is_no_json_hints_at_what_takes_it() {
    let program = |handler| Program::at(env!("CARGO_BIN_EXE_fixture-batch")).env("HANDLER", handler);
    let ended = program("firehose").output(&["invoke", "plain text"]);
    assert!(!ended.status.success(), "{ended:#?}");
    let [line] = &ended.stderr[..] else { panic!("one line alone: {ended:#?}") };
    assert!(line.starts_with("error: `plain text` is neither JSON ("), "{line}");
    assert!(line.ends_with("); a line of `--records FILE` may be text"), "{line}");
    // of a bucket it is an object
    let ended = program("s3").output(&["invoke", "plain text"]);
    assert!(ended.stderr.iter().all(|line| !line.contains("--records")), "{ended:#?}");
    assert!(!ended.status.success() && !ended.stderr.is_empty(), "{ended:#?}");
}

#[test]
fn a_file_of_payloads_may_have_a_byte_order_mark() {
    let file = TemporaryFile::with("\u{feff}{\"fine\":1}\n");
    let (answer, said) = batch("sqs", &["invoke", "--records", file.path()]);
    assert_eq!(answer, json!({ "batchItemFailures": [] }));
    assert!(!said.contains("is not JSON"), "{said}");
}

#[test]
fn a_file_of_payloads_is_a_batch() {
    let lines = "{\"fine\":1}\n\"fails\"\n\n{\"fine\":2}\n\"panics\"\n";
    let file = TemporaryFile::with(lines);
    let (answer, said) = batch("sqs", &["invoke", "--records", file.path()]);
    let failure = |id: &str| json!({ "itemIdentifier": id });
    assert_eq!(answer, json!({ "batchItemFailures": [failure("2"), failure("4")] }));
    assert!(said.contains("2 records come back: 2, 4"), "{said}");

    let (answer, said) = batch("kafka", &["invoke", "--records", file.path()]);
    assert_eq!(answer["batchItemFailures"].as_array().map(Vec::len), Some(3));
    assert!(said.contains("3 records come back: orders-0-2, orders-0-3, orders-0-4"), "{said}");
}

#[test]
fn a_file_of_payloads_may_be_stdin() {
    let program = Program::at(env!("CARGO_BIN_EXE_fixture-batch")).env("HANDLER", "sqs");
    let ended = program.run(&["invoke", "--records", "-"], b"{\"fine\":1}\n\"fails\"\n").ends();
    assert_eq!(ended.stdout.trim(), r#"{"batchItemFailures":[{"itemIdentifier":"2"}]}"#, "{ended:#?}");
}

/// So that what becomes of a record that does not decode can be tried.
#[test]
fn a_payload_that_is_no_json_goes_as_text_where_the_source_carries_any() {
    let file = TemporaryFile::with("{\"fine\":1}\nno json\n");
    for handler in ["sqs", "sns-in-sqs", "kinesis", "kafka"] {
        let (answer, said) = batch(handler, &["invoke", "--records", file.path()]);
        assert_eq!(answer["batchItemFailures"].as_array().map(Vec::len), Some(1), "{handler}: {said}");
        assert!(said.contains("note: line 2 of the records is not JSON; it goes as text"), "{handler}: {said}");
        assert!(said.contains("Runtime.UnmarshalError"), "{handler}: {said}");
    }
    let (answer, _) = batch("firehose", &["invoke", "--records", file.path()]);
    assert_eq!(answer["records"][1]["result"], "Ok");
}

#[test]
fn what_is_no_record_is_refused_in_one_line() {
    let file = TemporaryFile::with("{\"fine\":1}\nfails\n");
    let no_key = TemporaryFile::with("\"a.csv\"\n{\"name\":\"Canary4111\"}\n");
    let no_object = "error: record 2 names no object of S3; give its key as a JSON string, as in `\"in/a.csv\"`";
    for (handler, arguments, reason) in [
        ("s3", vec!["invoke", "--records", file.path()], "error: line 2 of the records is not JSON: expected"),
        ("s3", vec!["invoke", "--records", no_key.path()], no_object),
        ("s3", vec!["invoke", "7"], "error: record 1 names no object of S3"),
        ("sqs", vec!["invoke", "--records", "/nowhere"], "error: the records in `/nowhere` cannot be read: "),
        ("eventbridge", vec!["invoke", "--records", file.path()], "error: line 2 of the records"),
    ] {
        let ended = Program::at(env!("CARGO_BIN_EXE_fixture-batch")).env("HANDLER", handler).output(&arguments);
        assert_eq!(ended.status.code(), Some(1), "{ended:#?}");
        let [line] = &ended.stderr[..] else { panic!("one line: {ended:#?}") };
        assert!(line.starts_with(reason), "{line}");
    }
    let ended = tests::example("hello").output(&["invoke", "--records", file.path()]);
    assert!(ended.stderr[0].starts_with("error: `--records` needs a source with records"), "{ended:#?}");
}
