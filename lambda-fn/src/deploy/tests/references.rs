//! What a person has from a function of `CloudFormation` stays, and so does what the attribute does not name.

use super::functions::QUEUE;
use super::{package, prune, update, write, written};
use crate::deploy::package::Package;
use crate::function::Function;
use crate::trigger::{DynamoDb, Kafka, Kinesis, Sns, Sqs, Trigger};

const fn of(triggers: &'static [Trigger]) -> Function {
    Function { triggers, ..Function::named("orders") }
}

/// Each edit is of a new template; nothing of it is undone, and nothing is said to differ.
#[track_caller]
fn stay(function: &'static Function, edits: &[(&str, &str)]) {
    let text = write("", function);
    for (ours, hand) in edits {
        let edited = text.replace(ours, hand);
        assert_ne!(edited, text, "{ours}");
        let update = written(&edited, function).unwrap_or_else(|error| panic!("{hand}: {error}"));
        assert_eq!((update.text, update.difference), (edited, vec![]), "{hand}");
    }
}

#[test]
fn what_an_event_reads_may_come_from_anywhere() {
    const TABLE: Function = of(&[Trigger::DynamoDb(DynamoDb::table("orders"))]);
    const TOPIC: Function = of(&[Trigger::Kafka(Kafka::topic("orders"))]);
    const STREAM: Function = of(&[Trigger::Kinesis(Kinesis::stream("clicks"))]);
    const SNS: Function = of(&[Trigger::Sns(Sns::topic("orders"))]);
    let parameters = ["!Ref SharedTableStreamArn", "!Ref SharedOrdersTableStreamArn", "!ImportValue orders-stream"];
    for other in
        parameters.iter().chain(&["!GetAtt OrdersTable.StreamArn", "{\"Fn::GetAtt\": [OrdersTable, StreamArn]}"])
    {
        stay(&TABLE, &[("!Ref OrdersTableStreamArn", other)]);
    }
    stay(&TOPIC, &[("!Ref OrdersKafkaClusterArn", "!Ref SharedKafkaClusterArn")]);
    let arn = "!Sub arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/";
    for name in ["others", "${Stage}-clicks", "${Stage}clicks", "clicks${Stage}"] {
        stay(&STREAM, &[(&format!("{arn}clicks"), &format!("{arn}{name}"))]);
    }
    let arn = "!Sub arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:orders";
    stay(&SNS, &[(arn, "!Sub arn:${AWS::Partition}:mine:${Stage}"), (arn, "!Ref OrdersTopic")]);
    stay(&QUEUE, &[("Queue: !GetAtt OrdersQueue.Arn", "Queue: !GetAtt Others.Arn")]);
}

#[test]
fn what_the_code_has_an_event_read_follows_the_attribute() {
    const QUEUES: [Function; 2] = [
        of(&[Trigger::Sqs(Sqs::queue("orders"))]),
        of(&[Trigger::Sqs(Sqs::queue("arn:aws:sqs:eu-central-1:123456789012:orders"))]),
    ];
    const STREAMS: [Function; 2] =
        [of(&[Trigger::Kinesis(Kinesis::stream("a-b"))]), of(&[Trigger::Kinesis(Kinesis::stream("a_b"))])];
    const TABLES: [Function; 2] = [
        of(&[Trigger::DynamoDb(DynamoDb::table("orders"))]),
        of(&[Trigger::DynamoDb(DynamoDb::table("arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/1"))]),
    ];
    const CLUSTERS: [Function; 2] = [
        of(&[Trigger::Kafka(Kafka::topic("orders"))]),
        of(&[Trigger::Kafka(Kafka {
            cluster: Some("arn:aws:kafka:eu-central-1:123456789012:cluster/a/1"),
            ..Kafka::topic("orders")
        })]),
    ];
    const TOPICS: [Function; 2] = [
        of(&[Trigger::Sns(Sns::topic("orders"))]),
        of(&[Trigger::Sns(Sns::topic("arn:aws:sns:eu-central-1:123456789012:orders"))]),
    ];
    for [before, after] in [&QUEUES, &STREAMS, &TABLES, &CLUSTERS, &TOPICS] {
        assert_eq!(events(&prune(&write("", before), after)), events(&write("", after)));
        assert_eq!(events(&prune(&write("", after), before)), events(&write("", before)));
    }
    let long = write("", &TABLES[0]).replace("!Ref OrdersTableStreamArn", "{Ref: OrdersTableStreamArn}");
    assert_eq!(events(&prune(&long, &TABLES[1])), events(&write("", &TABLES[1])));
}

fn events(text: &str) -> &str {
    text.split_once("      Events:\n").unwrap().1.split("\n\n").next().unwrap()
}

#[test]
fn a_variable_may_be_a_queue_of_another_function() {
    const WORKER: Function = Function { name: "worker", ..of(&[Trigger::Sqs(Sqs::queue("new-orders"))]) };
    const API: Function =
        Function { env: &[("QUEUE_URL", "http://127.0.0.1:4566/new-orders")], ..Function::named("api") };
    // which knows nothing of the other one
    let package = Package { folder: None, ..package() };
    let both = update(&write("", &WORKER), &API, &package, false).unwrap().text;
    for url in [
        "!Ref NewOrdersQueue",
        "{Ref: NewOrdersQueue}",
        "!GetAtt NewOrdersQueue.QueueUrl",
        "!GetAtt [NewOrdersQueue, QueueUrl]",
        "!Sub arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:new-orders",
        "!Ref OrdersTableStreamArn",
    ] {
        let hand = both.replace("http://127.0.0.1:4566/new-orders", url).replace(&format!("\"{url}\""), url);
        assert_ne!(hand, both);
        let update = update(&hand, &API, &package, false).unwrap();
        assert_eq!((update.text, update.difference), (hand, vec![]));
        let note =
            format!("`Resources.ApiFunction.Properties.Environment.Variables.QUEUE_URL` stays `{url}`; the code says");
        assert!(update.notes[0].starts_with(&note), "{:?}", update.notes);
    }
}
