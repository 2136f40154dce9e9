//! The real binary, with the events that its schedule sends.

use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};

fn report() -> LocalLambda {
    LocalLambda::spawn(env!("CARGO_BIN_EXE_nightly-report"))
}

fn event_at(time: &str, detail: &Value) -> Value {
    json!({
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": "123456789012",
        "time": time,
        "region": "eu-central-1",
        "resources": ["arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly-report"],
        "detail": detail,
    })
}

#[test]
fn the_event_of_the_example_has_its_report() {
    let expected = json!({
        "day": "2026-03-29", "sales": 3, "cents": 9420, "cents_by_item": { "anvil": 9000, "bolt": 420 },
    });
    assert_eq!(report().invoke_raw(include_str!("../event.json")).json(), expected);
}

#[test]
fn an_event_that_comes_again_has_the_same_report_at_any_hour_of_its_day() {
    let report = report();
    let first = report.invoke(&event_at("2026-03-30T01:30:00Z", &json!({}))).json();
    assert_eq!(first["day"], "2026-03-29");
    for time in ["2026-03-30T01:30:00Z", "2026-03-29T22:00:00Z", "2026-03-30T21:59:59Z"] {
        assert_eq!(report.invoke(&event_at(time, &json!({}))).json(), first, "{time}");
    }
}

/// The detail of `EventBridge` Scheduler is text, that of a rule an object.
#[test]
fn the_detail_does_not_matter() {
    let report = report();
    let reports =
        [json!({}), json!("{}")].map(|detail| report.invoke(&event_at("2026-03-29T01:30:00Z", &detail)).json());
    assert_eq!((&reports[0], &reports[0]["sales"]), (&reports[1], &json!(2)));
}

#[test]
fn a_day_that_is_not_over_fails_the_invocation_under_a_type_of_its_own() {
    let report = report();
    let error = report.invoke(&event_at("2026-03-31T01:30:00Z", &json!({}))).error();
    assert_eq!(error.error_type, "LedgerOpen");
    assert_eq!(error.error_message, "the ledger of 2026-03-30 is not closed yet");
    assert_eq!(report.invoke(&event_at("2026-03-30T01:30:00Z", &json!({}))).json()["sales"], 3);
}

#[test]
fn what_is_no_event_of_a_schedule_is_refused() {
    let error = report().invoke(&json!({ "time": "2026-03-30T01:30:00Z" })).error();
    assert_eq!(error.error_type, "Runtime.UnmarshalError");
}
