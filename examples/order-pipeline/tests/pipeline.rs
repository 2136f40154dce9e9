//! The real binary, with the events that its queue sends.

use lambda_fn::testing::{Invocation, LocalLambda};
use serde_json::{Value, json};

fn pipeline() -> LocalLambda {
    LocalLambda::spawn(env!("CARGO_BIN_EXE_order-pipeline"))
}

fn order(id: &str, item: &str, quantity: u32) -> Value {
    json!({ "id": id, "item": item, "quantity": quantity })
}

/// Messages `0`, `1` and so on, each with its customer, as SNS puts them into the queue.
fn batch<const N: usize>(orders: [(&str, Value); N]) -> Value {
    let message = |(number, (customer, order)): (usize, (&str, Value))| {
        let notification = json!({ "Type": "Notification", "MessageId": "of SNS", "Message": order.to_string() });
        json!({
            "messageId": number.to_string(),
            "body": notification.to_string(),
            "attributes": { "ApproximateReceiveCount": "1", "MessageGroupId": customer },
            "eventSource": "aws:sqs",
        })
    };
    json!({ "Records": orders.into_iter().enumerate().map(message).collect::<Vec<_>>() })
}

/// The messages that come again.
#[track_caller]
fn failed(invocation: &Invocation) -> Vec<String> {
    let answer = invocation.json();
    let failures = answer["batchItemFailures"].as_array().expect("a list of failures").iter();
    failures.map(|failure| failure["itemIdentifier"].as_str().expect("an id").to_owned()).collect()
}

/// A field of each line with this message, in the order of the lines.
fn logged(invocation: &Invocation, message: &str, field: &str) -> Vec<Value> {
    let lines = invocation.logs().into_iter().filter(|line| line.message == message);
    lines.map(|line| line.fields[field].clone()).collect()
}

#[test]
fn a_failure_comes_back_with_the_later_orders_of_its_customer_alone() {
    let invocation = pipeline().invoke(&batch([
        ("ann", order("a1", "anvil", 1)),
        ("ann", order("a2", "anvil", 1)),
        ("bob", order("b1", "bolt", 3)),
        ("ann", order("a3", "bolt", 1)),
        ("bob", order("b2", "nut", 3)),
    ]));
    assert_eq!(failed(&invocation), ["1", "3"]);
    assert_eq!(logged(&invocation, "record failed", "errorType"), ["OutOfStock"]);
}

#[test]
fn the_orders_of_a_customer_are_taken_in_their_order() {
    let ids: Vec<_> = (0..10).map(|number| format!("a{number}")).collect();
    let orders: [_; 10] = std::array::from_fn(|number| ("ann", order(&ids[number], "bolt", 1)));
    let invocation = pipeline().invoke(&batch(orders));
    assert_eq!(logged(&invocation, "order taken", "order"), ids);
}

#[test]
fn an_order_that_comes_again_is_taken_once() {
    let pipeline = pipeline();
    // twice that much is not in stock
    let event = batch([("ann", order("a1", "bolt", 60))]);
    for placement in ["New", "Known"] {
        let invocation = pipeline.invoke(&event);
        assert_eq!(failed(&invocation), [""; 0]);
        assert_eq!(logged(&invocation, "order taken", "placement"), [placement]);
    }
    let another = pipeline.invoke(&batch([("ann", order("a2", "bolt", 60))]));
    assert_eq!(failed(&another), ["0"]);
}

#[test]
fn an_order_that_cannot_succeed_is_put_aside_and_holds_nobody_up() {
    let invocation = pipeline().invoke(&batch([
        ("ann", order("a1", "bolt", 1)),
        ("ann", order("a2", "unicorn", 1)),
        ("ann", order("a3", "bolt", 1)),
    ]));
    assert_eq!(failed(&invocation), [""; 0]);
    assert_eq!(logged(&invocation, "order put aside", "id"), ["1"]);
    assert_eq!(logged(&invocation, "order taken", "order"), ["a1", "a3"]);
}

#[test]
fn a_message_that_is_no_order_comes_back_and_the_other_customers_are_served() {
    let invocation = pipeline().invoke(&batch([
        ("ann", order("a1", "bolt", 0)),
        ("ann", order("a2", "bolt", 1)),
        ("bob", order("b1", "bolt", 1)),
    ]));
    assert_eq!(failed(&invocation), ["0", "1"]);
    assert_eq!(logged(&invocation, "record failed", "errorType"), ["Runtime.UnmarshalError"]);
    assert_eq!(logged(&invocation, "order taken", "order"), ["b1"]);
}

#[test]
fn the_event_of_the_example_is_taken() {
    let invocation = pipeline().invoke_raw(include_str!("../event.json"));
    assert_eq!(failed(&invocation), [""; 0]);
    assert_eq!(logged(&invocation, "order taken", "order").len(), 2);
}
