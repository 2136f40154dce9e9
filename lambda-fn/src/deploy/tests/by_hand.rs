//! What a person wrote into a file stays, and counts.

use std::time::Duration;

use super::functions::{ALL, QUEUE};
use super::{prune, write, written};
use crate::function::Function;
use crate::trigger::{Cognito, CognitoTrigger, DynamoDb, Firehose, Http, HttpKind, Kafka, Sqs, Trigger};

#[test]
fn a_longer_visibility_timeout_is_a_person_s_and_a_shorter_one_is_corrected() {
    const LONGER: Function = Function { timeout: Some(Duration::from_secs(60)), ..QUEUE };
    let text = write("", &QUEUE);
    let longer = text.replace("VisibilityTimeout: 180", "VisibilityTimeout: 900");
    assert_ne!(longer, text);
    assert_eq!(write(&longer, &QUEUE), longer);
    assert_eq!(write(&text.replace("VisibilityTimeout: 180", "VisibilityTimeout: 60"), &QUEUE), text);
    assert!(write(&text, &LONGER).contains("VisibilityTimeout: 360 # at least six times"));
}

#[test]
fn what_is_said_in_other_words_stays() {
    let text = write("", &QUEUE);
    let other = text
        .replace("!GetAtt OrdersQueue.Arn", "!GetAtt [OrdersQueue, Arn]")
        .replace("!GetAtt OrdersDeadLetterQueue.Arn", "{\"Fn::GetAtt\": [OrdersDeadLetterQueue, Arn]}")
        .replace("MemorySize: 256", "MemorySize: '256'")
        .replace("Architectures: [arm64]", "Architectures:\n      - arm64");
    assert_ne!(other, text);
    assert_eq!(write(&other, &QUEUE), other);
}

#[test]
fn a_function_that_a_person_put_in_the_place_of_a_value_stays() {
    let text = write("", &QUEUE);
    let hand = text
        .replace("MemorySize: 256", "MemorySize: !Ref Memory # by stage")
        .replace("Architectures: [arm64]", "Architectures: [!Ref Architecture]")
        .replace("STAGE: test", "STAGE: {Ref: Stage}")
        .replace("QueueName: orders\n", "QueueName: !Sub \"${AWS::StackName}-orders\"\n")
        .replace("VisibilityTimeout: 180", "VisibilityTimeout:\n        Fn::If: [Live, 900, 180]");
    let update = written(&hand, &QUEUE).unwrap();
    assert_eq!((update.text, update.difference), (hand.clone(), vec![]));
    let notes = [
        "`Resources.OrdersFunction.Properties.Architectures[0]` stays `!Ref Architecture`; the code says `arm64`",
        "`Resources.OrdersFunction.Properties.MemorySize` stays `!Ref Memory`; the code says `256`",
        "`Resources.OrdersFunction.Properties.Environment.Variables.STAGE` stays `{Ref: Stage}`; the code says `test`",
        "`Resources.OrdersQueue.Properties.QueueName` stays `!Sub \"${AWS::StackName}-orders\"`; the code says `orders`",
        "`Resources.OrdersQueue.Properties.VisibilityTimeout` stays `Fn::If: [Live, 900, 180]`; the code says `180`",
    ];
    assert_eq!(update.notes, notes);
    assert!(!prune(&hand, &ALL).contains("StackName"));
}

#[test]
fn a_parameter_is_not_made_where_a_person_has_something_better() {
    const TABLE: Function = Function { triggers: &[Trigger::DynamoDb(DynamoDb::table("customers"))], ..ALL };
    let text = write("", &TABLE).replace("!Ref CustomersTableStreamArn", "!GetAtt Customers.StreamArn");
    let (before, after) = text.split_once("\nParameters:\n").unwrap();
    let text = format!("{before}\nResources:{}", after.split_once("\nResources:").unwrap().1);
    assert_eq!(write(&text, &TABLE), text);
    let with_another = text.replace("\nResources:", "\nParameters:\n  Stage: {Type: String}\n\nResources:");
    assert_eq!(write(&with_another, &TABLE), with_another);
}

/// Without the markers that name the function.
fn by_hand(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    while let Some(marker) = lines.iter().position(|line| *line == "      LambdaFn:") {
        let end = (marker + 1..lines.len()).find(|line| !lines[*line].starts_with("       ")).unwrap_or(lines.len());
        let start = if lines[marker - 1] == "    Metadata:" { marker - 1 } else { marker };
        lines.drain(start..end);
    }
    lines.join("\n") + "\n"
}

#[test]
fn what_a_person_made_is_not_taken_over() {
    let text = by_hand(&write("", &QUEUE));
    let others = [
        ("Runtime: provided.al2023", "Runtime: python3.13"),
        ("Handler: bootstrap", "Handler: main.handler"),
        ("CodeUri: .\n", "CodeUri: s3://code/a.zip\n"),
        ("QueueName: orders\n", "QueueName: others\n"),
        ("      QueueName: orders\n", ""),
        ("VisibilityTimeout: 180", "VisibilityTimeout: 20"),
    ];
    for (ours, other) in others {
        let hand = text.replace(ours, other);
        assert_ne!(hand, text);
        let Err(error) = written(&hand, &QUEUE) else { panic!("{hand}") };
        let remedies = "; rename it, or give it to the code by `Metadata: {LambdaFn: {Functions: [orders]}}`";
        assert!(error.contains(" is made by hand, and ") && error.ends_with(remedies), "{error}");
    }
    let unnamed = written(&text.replace("      FunctionName: orders\n", ""), &QUEUE).err();
    let why = "`OrdersFunction` is made by hand, and has no `FunctionName`; with one AWS replaces what it has deployed; rename it";
    assert!(unnamed.as_ref().is_some_and(|error| error.starts_with(why)), "{unnamed:?}");
    let marked = text.replace("BuildMethod", "LambdaFn: {Functions: [orders]}\n      BuildMethod");
    assert!(write(&marked.replace("Handler: bootstrap", "Handler: other"), &QUEUE).contains("Handler: other"));
}

#[test]
fn what_a_person_made_and_the_code_agrees_with_stays_a_person_s() {
    const URL: Function =
        Function { triggers: &[Trigger::Http(Http { kind: Some(HttpKind::FunctionUrl), ..Http::any() })], ..ALL };
    let text = by_hand(&write("", &QUEUE));
    assert!(!text.contains("LambdaFn"), "{text}");
    assert_eq!(write(&text, &QUEUE), text);
    assert_eq!(prune(&text, &ALL), text);
    let url = by_hand(&write("", &URL));
    assert_eq!(prune(&url, &ALL), url);
}

#[test]
fn an_event_of_another_name_is_not_made_twice() {
    let text = write("", &QUEUE);
    let renamed = text.replace("        OrdersQueue:\n          Type: SQS\n", "        Mine:\n          Type: SQS\n");
    assert_ne!(renamed, text);
    let why = "the event `Mine` of `OrdersFunction` reads what `OrdersQueue` of the code does, and Lambda takes one of them; name it `OrdersQueue`";
    assert_eq!(written(&renamed, &QUEUE).err().as_deref(), Some(why));
    let in_long = renamed.replace("!GetAtt OrdersQueue.Arn", "{\"Fn::GetAtt\": [OrdersQueue, Arn]}");
    assert_ne!(in_long, renamed);
    assert_eq!(written(&in_long, &QUEUE).err().as_deref(), Some(why));
    let of_another = renamed.replace("Queue: !GetAtt OrdersQueue.Arn", "Queue: !GetAtt Others.Arn");
    assert!(write(&of_another, &QUEUE).contains("        OrdersQueue:\n          Type: SQS\n"));
}

#[test]
fn a_timeout_of_a_person_s_counts_where_the_code_says_none() {
    const ORDERS: Function = Function { triggers: &[Trigger::Sqs(Sqs::queue("orders"))], ..Function::named("orders") };
    let text = write("", &ORDERS);
    assert!(text.contains("VisibilityTimeout: 18 "), "{text}");
    let own = text.replace("      Handler:", "      Timeout: 60\n      Handler:");
    assert_eq!(write(&own, &ORDERS), own.replace("VisibilityTimeout: 18 ", "VisibilityTimeout: 360 "));
    let global = text.replace("\nResources:", "\nGlobals:\n  Function:\n    Timeout: '20'\n\nResources:");
    assert_eq!(write(&global, &ORDERS), global.replace("VisibilityTimeout: 18 ", "VisibilityTimeout: 120 "));
    // the attribute's is the function's
    let both = write("", &QUEUE).replace("\nResources:", "\nGlobals:\n  Function: {Timeout: 600}\n\nResources:");
    assert_eq!(write(&both, &QUEUE), both);
}

#[test]
fn a_source_does_not_wait_for_what_a_person_wrote_either() {
    const fn with(triggers: &'static [Trigger]) -> Function {
        Function { triggers, ..Function::named("orders") }
    }
    const API: Function = with(&[Trigger::Http(Http::any())]);
    const REST: Function = with(&[Trigger::Http(Http { kind: Some(HttpKind::RestApi), ..Http::any() })]);
    const WEBSOCKET: Function = with(&[Trigger::Http(Http { kind: Some(HttpKind::WebSocket), ..Http::any() })]);
    const KAFKA: Function = with(&[Trigger::Kafka(Kafka::topic("orders"))]);
    const FIREHOSE: Function = with(&[Trigger::Firehose(Firehose::any())]);
    const COGNITO: Function = with(&[Trigger::Cognito(Cognito::trigger(CognitoTrigger::PreSignUp))]);
    let limits = [
        (&API, 30, "the HTTP API in front of it waits 30 s; shorten the timeout, or write `kind = \"function-url\"`"),
        (&REST, 29, "the REST API in front of it waits 29 s; shorten the timeout"),
        (&WEBSOCKET, 29, "the WebSocket API in front of it waits 29 s; shorten the timeout"),
        (&KAFKA, 840, "`kafka` waits 840 s; shorten the timeout"),
        (&FIREHOSE, 300, "`firehose` waits 300 s; shorten the timeout"),
        (&COGNITO, 5, "`cognito` waits 5 s; shorten the timeout"),
    ];
    for (function, limit, why) in limits {
        let with = |timeout: u64| format!("Globals: {{Function: {{Timeout: {timeout}}}}}\n");
        write(&with(limit), function);
        let over = limit + 1;
        let refused = written(&with(over), function).err();
        assert_eq!(refused, Some(format!("`orders` may take {over} s, and {why}")));
    }
}
