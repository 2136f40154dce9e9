//! Under which type each kind of error is reported, with its message; the log has all that led to it.

use lambda_fn::testing::LocalLambda;
use lambda_fn::trigger::HttpKind;
use serde_json::{Value, json};

use crate::support::{error_of, errors, errors_among, example, json_log, serves};

/// The handler's error as Lambda is told of it, and as the log has it.
#[track_caller]
fn is_reported(handler: &str, event: &Value, error_type: &str, message: &str, causes: Option<&str>) {
    let function = errors(handler).spawn();
    assert_eq!(error_of(&function.invoke(event), error_type), message);
    let next = if handler == "enum" { json!("none") } else { json!(false) };
    serves(&function, &next, ());

    let log = json_log(&function);
    let [line] = errors_among(&log)[..] else { panic!("one line alone: {log:#?}") };
    assert_eq!(line["errorType"], error_type);
    assert_eq!(line["errorMessage"], message);
    assert_eq!(line.get("causes"), causes.map(|causes| json!(causes)).as_ref());
}

const BROKEN: &str = "the order is broken";
const BAD_QUANTITY: &str = "the quantity is bad: invalid digit found in string";
const WHOLE_CHAIN: &str = "the order is broken: the quantity is bad: invalid digit found in string";

#[test]
fn an_error_of_ones_own() {
    is_reported("own", &json!(true), "Broken", BROKEN, Some(BAD_QUANTITY));
}

#[test]
fn the_error_of_lambda_fn() {
    is_reported("lambda-fn", &json!(true), "Broken", BROKEN, Some(BAD_QUANTITY));
}

#[test]
fn the_error_of_lambda_fn_that_keeps_a_type() {
    is_reported("lambda-fn-typed", &json!(true), "Refused", "the order is refused", Some(WHOLE_CHAIN));
}

#[test]
fn anyhow() {
    is_reported("anyhow", &json!(true), "anyhow::Error", "no receipt", Some(WHOLE_CHAIN));
}

#[test]
fn eyre() {
    is_reported("eyre", &json!(true), "Report", "no receipt", Some(WHOLE_CHAIN));
}

#[test]
fn a_box() {
    is_reported("boxed", &json!(true), "Error", BROKEN, Some(BAD_QUANTITY));
}

#[test]
fn a_box_for_threads() {
    is_reported("boxed-send-sync", &json!(true), "Error", BROKEN, Some(BAD_QUANTITY));
}

#[test]
fn a_string() {
    is_reported("string", &json!(true), "Error", BROKEN, None);
}

#[test]
fn a_str() {
    is_reported("str", &json!(true), "Error", BROKEN, None);
}

#[test]
fn text_as_the_error_of_lambda_fn() {
    is_reported("text", &json!(true), "Error", BROKEN, None);
    is_reported("question-mark-of-text", &json!(true), "Error", BROKEN, None);
}

#[test]
fn a_box_as_the_error_of_lambda_fn() {
    is_reported("question-mark-of-a-box", &json!(true), "Error", BROKEN, Some(BAD_QUANTITY));
    is_reported("question-mark-of-anyhow", &json!(true), "anyhow::Error", "no receipt", Some(WHOLE_CHAIN));
    is_reported("question-mark-of-eyre", &json!(true), "Report", "no receipt", Some(WHOLE_CHAIN));
}

#[test]
fn an_error_that_aws_s_own_trait_names() {
    is_reported("diagnosed", &json!(true), "Retryable", BROKEN, Some(BAD_QUANTITY));
    is_reported("diagnostic", &json!(true), "NonRetryable", "expired", None);
}

/// The one line that the log has of a failure behind which the invocation succeeds.
#[track_caller]
fn is_logged(function: &LocalLambda, error_type: &str, message: &str) {
    let log = json_log(function);
    let [line] = errors_among(&log)[..] else { panic!("one line alone: {log:#?}") };
    assert_eq!((&line["errorType"], &line["errorMessage"]), (&json!(error_type), &json!(message)));
}

#[test]
fn of_a_record() {
    let event = json!({ "Records": [
        { "messageId": "1", "body": "true", "eventSource": "aws:sqs" },
        { "messageId": "2", "body": "false", "eventSource": "aws:sqs" },
    ] });
    for (handler, error_type) in [("record-diagnosed", "Retryable"), ("record-text", "Error")] {
        let function = errors(handler).spawn();
        serves(&function, &event, json!({ "batchItemFailures": [{ "itemIdentifier": "1" }] }));
        is_logged(&function, error_type, BROKEN);
    }
}

#[test]
fn of_a_request() {
    for (handler, error_type, message) in
        [("http-diagnosed", "NonRetryable", "expired"), ("http-text", "Error", BROKEN)]
    {
        let function = errors(handler).http_as(HttpKind::HttpApi).spawn();
        let response = function.get("/order");
        assert_eq!(response.status(), 500);
        assert!(!response.text().contains(message), "{}", response.text());
        is_logged(&function, error_type, message);
    }
}

#[test]
fn a_struct_with_the_derive() {
    is_reported("struct", &json!(true), "Refused", "the order is refused", Some(WHOLE_CHAIN));
}

#[test]
fn a_variant_with_the_derive() {
    is_reported("enum", &json!("out of stock"), "OutOfStock", "out of stock", None);
}

#[test]
fn a_variant_with_a_type_of_its_own() {
    let message = "the warehouse does not answer";
    is_reported("enum", &json!("warehouse"), "Warehouse.Unreachable", message, None);
}

#[test]
fn a_transparent_variant() {
    is_reported("enum", &json!("refused"), "Refused", "the order is refused", Some(WHOLE_CHAIN));
}

#[test]
fn the_example_with_the_derive() {
    let order = example("typed-errors").spawn();
    let unknown = order.invoke(&json!({ "item": "wrench", "quantity": 1 }));
    assert_eq!(error_of(&unknown, "UnknownItem"), "there is no item `wrench`");
    let unreachable = order.invoke(&json!({ "item": "anvil", "quantity": 1 }));
    assert_eq!(error_of(&unreachable, "Warehouse.Unreachable"), "the warehouse does not answer");
    serves(&order, &json!({ "item": "bolt", "quantity": 2 }), json!({ "cents": 10 }));
}

#[test]
fn the_example_under_anyhow() {
    let order = example("order-anyhow").spawn();
    let none_left = order.invoke(&json!({ "item": "nut", "quantity": 4 }));
    assert_eq!(error_of(&none_left, "anyhow::Error"), "4 of an item cannot be had");
    serves(&order, &json!({ "item": "nut", "quantity": 1 }), json!({ "cents": 4 }));
}
