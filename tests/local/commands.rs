//! The commands, but for `serve`.

use serde_json::{Value, json};
use tests::{Ended, TemporaryFile, example};

use crate::{behaviour, failing_init, triggers};

/// What stands on stdout, and nothing beside it.
#[track_caller]
fn answer(ended: &Ended) -> Value {
    serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {ended:#?}"))
}

#[track_caller]
fn responds(ended: &Ended, response: &Value) {
    assert_eq!(ended.status.code(), Some(0), "{ended:#?}");
    assert_eq!(&answer(ended), response);
}

#[track_caller]
fn refuses(args: &[&str], reason: &str) {
    let ended = example("hello").output(args);
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(ended.stderr[0], format!("error: {reason}"));
    let usage = ended.stderr.iter().filter(|line| line.starts_with("Usage: hello"));
    assert_eq!(usage.count(), 1, "{ended:#?}");
    assert!(ended.stdout.is_empty(), "{ended:#?}");
}

#[test]
fn invoke_with_json() {
    let ended = example("hello").output(&["invoke", r#"{"name":"Lambda"}"#]);
    responds(&ended, &json!({ "message": "Hello, Lambda!" }));
    let words: Vec<_> = ended.stderr.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(words, ["START", "END", "REPORT"], "nothing but Lambda's own lines: {ended:#?}");
}

#[test]
fn invoke_with_a_file() {
    responds(
        &example("hello").output(&["invoke", "examples/hello/event.json"]),
        &json!({ "message": "Hello, Lambda!" }),
    );
}

#[test]
fn invoke_with_stdin() {
    let ended = example("hello").run(&["invoke", "-"], br#"{"name":"stdin"}"#).ends();
    assert_eq!(ended.status.code(), Some(0), "{ended:#?}");
    assert_eq!(ended.stdout, "{\"message\":\"Hello, stdin!\"}\n");
}

/// As editors and shells of Windows save and pipe it.
#[test]
fn an_event_with_a_byte_order_mark_is_read() {
    let event = "\u{feff}{\"name\":\"mark\"}";
    let file = TemporaryFile::with(event);
    let greeting = json!({ "message": "Hello, mark!" });
    responds(&example("hello").output(&["invoke", file.path()]), &greeting);
    responds(&example("hello").run(&["invoke", "-"], event.as_bytes()).ends(), &greeting);
}

#[test]
fn an_event_in_utf_16_is_refused() {
    let file = TemporaryFile::at_new_path();
    std::fs::write(file.path(), b"\xff\xfe{\0}\0").unwrap();
    let ended = example("hello").output(&["invoke", file.path()]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.stderr[0].ends_with("(it is UTF-16; convert it to UTF-8)"), "{ended:#?}");
}

#[test]
fn invoke_prints_the_response_alone_on_stdout() {
    let ended = behaviour().output(&["invoke", r#"{"print":"printed"}"#]);
    responds(&ended, &json!(null));
    let log = ended.stderr.join("\n");
    assert!(log.contains("printed") && log.contains("an event is served"), "{log}");
}

#[test]
fn invoke_with_a_function_error() {
    let ended = behaviour().output(&["invoke", r#"{"fail":"as told"}"#]);
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(answer(&ended), json!({ "errorType": "Failed", "errorMessage": "as told" }));
}

#[test]
fn invoke_with_an_init_that_fails() {
    let ended = failing_init().output(&["invoke", "{}"]);
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(answer(&ended), json!({ "errorType": "Table.Closed", "errorMessage": "the table cannot be opened" }));
}

#[test]
fn invoke_with_a_crash() {
    let ended = behaviour().output(&["invoke", r#"{"exit":42}"#]);
    assert_eq!(ended.status.code(), Some(1));
    let answer = answer(&ended);
    assert_eq!(answer["errorType"], "Runtime.ExitError");
    let message = answer["errorMessage"].as_str().unwrap();
    assert!(message.starts_with("RequestId: "), "{message}");
    assert!(message.ends_with(" Error: Runtime exited with error: exit status 42"), "{message}");
}

#[test]
fn invoke_without_an_event_that_can_be_read() {
    refuses(&["invoke"], "there is no event; write JSON, a file, or `-` for stdin");
    refuses(&["invoke", "{", "}"], "`}` is one argument too many; remove it");
    let ended = example("hello").output(&["invoke", "{name:Lambda}"]);
    assert_eq!(ended.status.code(), Some(1));
    let [line] = &ended.stderr[..] else { panic!("one line alone: {ended:#?}") };
    let refused = "error: `{name:Lambda}` is neither JSON (key must be a string at line 1 column 2) nor a file that can be read (";
    assert!(line.starts_with(refused), "{line}");
}

#[test]
fn describe() {
    let expected = json!({
        "name": "does-as-told",
        "description": "Does what its event asks for",
        "memory": 256,
        "timeout": 30,
        "arch": "arm64",
        "env": { "GREETING": "hello", "STAGE": "test" },
    });
    responds(&behaviour().output(&["describe"]), &expected);
}

#[test]
fn describe_triggers() {
    let expected = json!([
        { "sqs": {
            "queue": "orders", "batch_size": 100, "batching_window": 5, "maximum_concurrency": 20,
            "envelope": "eventbridge",
        } },
        { "sqs": { "queue": "returns.fifo" } },
        { "kinesis": {
            "stream": "clicks", "starting_position": "LATEST", "bisect_on_error": true, "maximum_retry_attempts": 0,
        } },
        { "dynamodb": {
            "table": "customers", "starting_position": "TRIM_HORIZON", "parallelization_factor": 2,
            "maximum_record_age": 600,
        } },
        { "kafka": {
            "topic": "orders", "cluster": "arn:aws:kafka:eu-central-1:123456789012:cluster/main/a1-2",
            "starting_position": "TRIM_HORIZON",
        } },
        { "sns": { "topic": "orders" } },
        { "s3": {
            "bucket": "reports", "events": ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"],
            "prefix": "in/", "suffix": ".csv",
        } },
        { "eventbridge": { "pattern": "{\"source\": [\"shop\"]}", "bus": "orders" } },
        { "schedule": { "expression": "cron(0 3 ? * MON-FRI *)", "timezone": "Europe/Berlin" } },
        { "cloudwatch_logs": { "group": "/aws/lambda/orders", "filter": "ERROR" } },
        { "firehose": {} },
        { "cognito": { "trigger": "CustomSMSSender" } },
    ]);
    let expected = json!({ "name": "refresh", "triggers": expected });
    responds(&triggers().output(&["describe"]), &expected);
}

/// Without it Lambda takes an answer that names failed records for a success of all.
#[test]
fn describe_a_handler_of_records() {
    let sources = [
        (
            "sqs",
            json!({ "sqs": { "queue": "orders", "batch_size": 10, "function_response_types": ["ReportBatchItemFailures"] } }),
        ),
        (
            "kafka",
            json!({ "kafka": {
            "topic": "orders", "starting_position": "TRIM_HORIZON", "minimum_pollers": 1,
            "function_response_types": ["ReportBatchItemFailures"],
        } }),
        ),
        ("kafka-on-demand", json!({ "kafka": { "topic": "orders", "starting_position": "TRIM_HORIZON" } })),
        ("sns", json!({ "sns": { "topic": "orders" } })),
    ];
    for (handler, trigger) in sources {
        let function = tests::Program::at(env!("CARGO_BIN_EXE_fixture-batch")).env("HANDLER", handler);
        responds(&function.output(&["describe"]), &json!({ "name": "function", "triggers": [trigger] }));
    }
}

#[test]
fn describe_where_nothing_is_said() {
    responds(&example("hello").output(&["describe"]), &json!({ "name": "hello" }));
}

#[test]
fn unknown_commands() {
    refuses(
        &["deply"],
        "there is no command `deply`; the commands are `serve`, `invoke`, `describe`, `template`, `deploy`",
    );
    refuses(&["--ports", "1"], "there is no option `--ports`; `--help` names those there are");
}

#[test]
fn the_environment_of_the_attribute_reaches_the_function() {
    for (name, value) in [("GREETING", "hello"), ("STAGE", "test"), ("AWS_LAMBDA_FUNCTION_NAME", "does-as-told")] {
        let event = json!({ "variable": name }).to_string();
        responds(&behaviour().output(&["invoke", &event]), &json!(value));
    }
}
