//! Which lines are logged, and by whom.

use lambda_fn::testing::LocalLambdaBuilder;
use serde_json::Value;

use crate::support::{error_of, json_log, logs, serves, text_log};

/// The messages that a function logs for one event, in order.
#[track_caller]
fn messages(function: LocalLambdaBuilder) -> Vec<String> {
    let function = function.spawn();
    serves(&function, &Value::Null, ());
    json_log(&function).iter().map(|line| line["message"].as_str().unwrap().to_owned()).collect()
}

/// Those among the fixture's own messages.
#[track_caller]
fn own_messages(function: LocalLambdaBuilder) -> String {
    messages(function).iter().filter_map(|message| message.strip_prefix("at ")).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_level_of_lambda_in_any_case() {
    let levels = [
        ("TRACE", "error warn info debug trace"),
        ("Debug", "error warn info debug"),
        ("INFO", "error warn info"),
        ("warn", "error warn"),
        ("Error", "error"),
        ("FATAL", "error"),
        ("fAtAl", "error"),
    ];
    for (level, expected) in levels {
        assert_eq!(own_messages(logs("levels").env("AWS_LAMBDA_LOG_LEVEL", level)), expected, "{level}");
    }
}

#[test]
fn info_where_nothing_is_said() {
    assert_eq!(own_messages(logs("levels")), "error warn info");
}

#[test]
fn a_level_that_lambda_does_not_have_is_said() {
    let messages = messages(logs("levels").env("AWS_LAMBDA_LOG_LEVEL", "LOUD"));
    let said = "`AWS_LAMBDA_LOG_LEVEL` is none of Lambda's levels (`TRACE`, `DEBUG`, `INFO`, `WARN`, `ERROR`, \
                `FATAL`); it is ignored";
    assert_eq!(messages, [said, "at error", "at warn", "at info"]);
}

#[test]
fn targets_of_rust_log() {
    let messages = messages(logs("levels").env("RUST_LOG", "fixture_logs=error,chatty=debug"));
    assert_eq!(messages, ["at error", "chatty at debug"]);
}

#[test]
fn a_level_of_rust_log() {
    assert_eq!(own_messages(logs("levels").env("RUST_LOG", "debug")), "error warn info debug");
}

#[test]
fn the_level_of_lambda_is_above_that_of_rust_log_and_below_its_targets() {
    let function = logs("levels").env("AWS_LAMBDA_LOG_LEVEL", "WARN").env("RUST_LOG", "trace,chatty=debug");
    assert_eq!(messages(function), ["at error", "at warn", "chatty at debug"]);
}

#[test]
fn a_rust_log_that_cannot_be_read_is_said() {
    let messages = messages(logs("levels").env("RUST_LOG", "fixture_logs=loud"));
    assert_eq!(messages[0], "`RUST_LOG` is not a list of levels and `target=level`; it is ignored");
    assert_eq!(messages[1..], ["at error", "at warn", "at info"]);
}

/// The log of a handler that warns, then fails, under a subscriber that the user installs.
fn log_of_own_subscriber(handler: &str) -> Vec<String> {
    let function = logs(handler).spawn();
    assert_eq!(error_of(&function.invoke(&true), "Asked"), "as asked");
    serves(&function, &false, ());
    text_log(&function)
}

#[track_caller]
fn all_lines_are_of(mark: &str, log: &[String]) {
    assert!(log.iter().all(|line| line.contains(mark)), "{log:#?}");
    assert_eq!(log.iter().filter(|line| line.contains("WARN")).count(), 2, "{log:#?}");
    let errors: Vec<_> = log.iter().filter(|line| line.contains("ERROR")).collect();
    assert_eq!(errors.len(), 1, "{log:#?}");
    assert!(errors[0].contains("Asked") && errors[0].contains("as asked"), "{log:#?}");
}

#[test]
fn a_subscriber_that_was_there_before_wins() {
    all_lines_are_of("[mine, before main]", &log_of_own_subscriber("own-subscriber"));
}

#[test]
fn none_is_installed_where_tracing_is_false() {
    all_lines_are_of("[mine, in init]", &log_of_own_subscriber("no-subscriber"));
}
