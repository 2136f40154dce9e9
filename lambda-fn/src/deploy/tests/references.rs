//! What a person has from a function of `CloudFormation` stays, and so does what the attribute does not name.

use std::time::Duration;

use super::functions::QUEUE;
use super::{package, prune, update, write, written};
use crate::deploy::package::Package;
use crate::function::Function;
use crate::trigger::*;

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

#[test]
fn what_the_attribute_does_not_name_is_a_person_s() {
    const MOST: Function = Function { triggers: QUEUE.triggers, ..Function::named("orders") };
    const TABLE: Function =
        of(&[Trigger::DynamoDb(DynamoDb { maximum_retry_attempts: Some(2), ..DynamoDb::table("orders") })]);
    const LOGS: Function = of(&[Trigger::CloudWatchLogs(CloudWatchLogs::group("shop"))]);
    const BUCKET: Function = of(&[Trigger::S3(S3::bucket("uploads"))]);
    const REST: Function = of(&[Trigger::Http(Http { kind: Some(HttpKind::RestApi), ..Http::any() })]);
    stay(
        &MOST,
        &[
            ("Runtime: provided.al2023", "Runtime: provided.al2"),
            ("Runtime: provided.al2023", "Runtime: !Ref Runtime"),
            ("Handler: bootstrap", "Handler: boot"),
            ("BuildMethod: rust-cargolambda", "BuildMethod: makefile"),
            ("        Binary: orders", "        Binary: other"),
            ("CodeUri: .\n", "CodeUri: target/lambda/orders/\n"),
            ("CodeUri: .\n", "CodeUri: s3://code/a.zip\n"),
            ("CodeUri: .\n", "CodeUri: {Bucket: code, Key: !Ref Key}\n"),
            ("LogFormat: JSON", "LogFormat: Text"),
            ("      Handler:", "      MemorySize: 512\n      Architectures: [arm64]\n      Handler:"),
            ("!GetAtt OrdersDeadLetterQueue.Arn", "arn:aws:sqs:eu-central-1:123456789012:shared"),
            ("!GetAtt OrdersDeadLetterQueue.Arn", "!GetAtt Shared.Arn"),
            ("maxReceiveCount: 5", "maxReceiveCount: 3"),
            ("maxReceiveCount: 5", "maxReceiveCount: !Ref Receives"),
            ("QueueName: orders-dead-letter", "QueueName: orders-dlq"),
            ("QueueName: orders-dead-letter", "QueueName: !Sub \"${AWS::StackName}-dlq\""),
            ("VisibilityTimeout: 18", "VisibilityTimeout: 1800"),
            ("VisibilityTimeout: 18", "DelaySeconds: 5\n      VisibilityTimeout: 18"),
            ("Description: The ARN of orders", "Description: Who takes orders"),
            ("Value: !GetAtt OrdersFunction.Arn", "Value: !Ref OrdersFunction"),
        ],
    );
    stay(
        &TABLE,
        &[
            ("StartingPosition: TRIM_HORIZON", "StartingPosition: LATEST"),
            (
                "Destination: !GetAtt OrdersFailureQueue.Arn",
                "Destination: arn:aws:sqs:eu-central-1:123456789012:shared",
            ),
            ("Type: SQS\n                Destination: !GetAtt OrdersFailureQueue.Arn", "Destination: !Ref Topic"),
            ("StreamName: \"*\"", "StreamName: \"2026*\""),
            ("Type: String", "Type: AWS::SSM::Parameter::Value<String>"),
            ("!Ref OrdersTableStreamArn", "arn:aws:dynamodb:eu-central-1:123456789012:table/orders/stream/1"),
        ],
    );
    stay(&LOGS, &[("FilterPattern: \"\"", "FilterPattern: ERROR")]);
    stay(&BUCKET, &[("Events: [\"s3:ObjectCreated:*\"]", "Events: [\"s3:ObjectRemoved:*\"]")]);
    stay(&REST, &[("Method: ANY", "Method: GET"), ("Path: /\n", "Path: /shop\n")]);
}

#[test]
fn a_default_follows_what_the_attribute_named() {
    const LATEST: Function =
        of(&[Trigger::Kinesis(Kinesis { starting_position: StartingPosition::Latest, ..Kinesis::stream("clicks") })]);
    const START: Function = of(&[Trigger::Kinesis(Kinesis::stream("clicks"))]);
    const FILTERED: Function =
        of(&[Trigger::CloudWatchLogs(CloudWatchLogs { filter: Some("ERROR"), ..CloudWatchLogs::group("shop") })]);
    const ALL: Function = of(&[Trigger::CloudWatchLogs(CloudWatchLogs::group("shop"))]);
    const REMOVED: Function = of(&[Trigger::S3(S3 { events: &["s3:ObjectRemoved:*"], ..S3::bucket("uploads") })]);
    const CREATED: Function = of(&[Trigger::S3(S3::bucket("uploads"))]);
    for (named, default) in [(&LATEST, &START), (&FILTERED, &ALL), (&REMOVED, &CREATED)] {
        assert_eq!(events(&prune(&write("", named), default)), events(&write("", default)));
        assert_eq!(events(&prune(&write("", default), named)), events(&write("", named)));
    }
}

#[test]
fn a_policy_may_be_for_what_a_person_refers_to() {
    const TABLE: Function = of(&[Trigger::DynamoDb(DynamoDb::table("orders"))]);
    const STREAM: Function = of(&[Trigger::Kinesis(Kinesis::stream("clicks"))]);
    const BUCKET: Function = of(&[Trigger::S3(S3::bucket("uploads"))]);
    const TWO: Function =
        of(&[Trigger::Kinesis(Kinesis::stream("clicks")), Trigger::Kinesis(Kinesis::stream("views"))]);
    stay(&TABLE, &[("TableName: orders", "TableName: !Ref OrdersTable"), ("TableName: orders", "TableName: {Ref: T}")]);
    stay(&STREAM, &[("StreamName: clicks", "StreamName: !Ref Clicks")]);
    stay(&TWO, &[("StreamName: clicks", "StreamName: !Ref Clicks"), ("StreamName: views", "StreamName: !Ref Views")]);
    stay(&BUCKET, &[("BucketName: uploads\n      Events", "BucketName: !Sub \"${Stage}-uploads\"\n      Events")]);
    stay(
        &QUEUE,
        &[
            ("QueueName: !GetAtt OrdersQueue.QueueName", "QueueName: orders"),
            ("QueueName: !GetAtt OrdersQueue.QueueName", "QueueName: !GetAtt Shared.QueueName"),
        ],
    );
    // one of a person's for something else is no reason to leave out the code's
    let hand = "Resources:\n  OrdersFunction:\n    Type: AWS::Serverless::Function\n    Metadata: {LambdaFn: {Functions: [orders]}}\n    Properties:\n      Policies:\n        - S3ReadPolicy: {BucketName: !Ref Others}\n";
    assert!(write(hand, &BUCKET).contains("        - S3ReadPolicy:\n            BucketName: uploads\n"));
}

#[test]
fn what_nothing_refers_to_any_more_goes() {
    const TABLE: Function = of(&[Trigger::DynamoDb(DynamoDb::table("orders"))]);
    const CLUSTER: Function = of(&[Trigger::Kafka(Kafka::topic("orders"))]);
    const POOL: Function = of(&[Trigger::Cognito(Cognito::trigger(CognitoTrigger::PreSignUp))]);
    const NONE: Function = Function::named("orders");
    for (function, ours, hand, gone) in [
        (&TABLE, "!Ref OrdersTableStreamArn", "!GetAtt OrdersTable.StreamArn", "Parameters.OrdersTableStreamArn"),
        (&CLUSTER, "!Ref OrdersKafkaClusterArn", "!Ref Cluster", "Parameters.OrdersKafkaClusterArn"),
        (&POOL, "!Ref UserPool", "!Ref Customers", "Resources.UserPool"),
        (&QUEUE, "!GetAtt OrdersDeadLetterQueue.Arn", "!GetAtt Shared.Arn", "Resources.OrdersDeadLetterQueue"),
    ] {
        let hand = write("", function).replace(ours, hand);
        let update = written(&hand, function).unwrap();
        let left_over: Vec<_> =
            update.left_over.iter().map(|stale| (stale.name.as_str(), stale.why.as_str())).collect();
        assert_eq!((update.difference, left_over), (vec![], vec![(gone, "nothing uses it")]));
        let name = gone.split('.').next_back().unwrap();
        let pruned = prune(&hand, function);
        assert!(!pruned.contains(&format!("  {name}:\n")) && !pruned.contains("Parameters:"), "{pruned}");
        assert_eq!(write(&pruned, function), pruned);
        // what refers to it may be anywhere
        let used = hand + &format!("  Used: {{Value: !Sub \"${{{name}}}\"}}\n");
        assert!(written(&used, function).unwrap().left_over.is_empty());
        assert!(!prune(&write("", function), &NONE).contains(name));
    }
    // the function may have no need of it either
    let hand = write("", &TABLE).replace("!Ref OrdersTableStreamArn", "!GetAtt OrdersTable.StreamArn");
    assert!(!prune(&hand, &NONE).contains("Parameters"));
}

#[test]
fn what_follows_from_an_unknown_timeout_is_said_to_be_unknown() {
    const ORDERS: Function = of(&[Trigger::Sqs(Sqs::queue("orders"))]);
    const WINDOW: Function = of(&[Trigger::Sqs(Sqs {
        batching_window: Some(Duration::from_secs(20)),
        ..Sqs::queue("arn:aws:sqs:eu-central-1:123456789012:orders")
    })]);
    const API: Function = of(&[Trigger::Http(Http::any())]);
    const LONG: Function = Function { timeout: Some(Duration::from_secs(30)), ..ORDERS };
    let unknown = "VisibilityTimeout: 18 # to be at least six times the function's timeout, which is not known here\n";
    let note = |is: &str| {
        format!(
            "the visibility timeout of the queue `orders` has to be at least six times the function's timeout ({is}), which is not known here"
        )
    };
    for (timeout, is) in [
        ("!Ref T", "`!Ref T`"),
        ("{Ref: T}", "`!Ref T`"),
        ("!If [Live, 60, 3]", "made elsewhere"),
        ("{\"Fn::FindInMap\": [A, B, C]}", "made elsewhere"),
    ] {
        let globals = format!("Globals:\n  Function:\n    Timeout: {timeout}\n");
        let update = written(&globals, &ORDERS).unwrap();
        assert_eq!(update.notes, [note(is)]);
        assert!(update.text.contains(unknown), "{}", update.text);
        assert_eq!(write(&update.text, &ORDERS), update.text);
        // what a person made of it stays, and so does what was right before
        let hand = update.text.replace("VisibilityTimeout: 18 ", "VisibilityTimeout: 12 ");
        assert_eq!(write(&hand, &ORDERS), hand);
        let own = write("", &ORDERS).replace("      Handler:", &format!("      Timeout: {timeout}\n      Handler:"));
        let update = written(&own, &ORDERS).unwrap();
        assert_eq!((update.text, update.notes), (own.clone(), vec![note(is)]));
        // the code's own is not what counts then
        let said = own.replace("VisibilityTimeout: 18", "VisibilityTimeout: 6");
        let update = written(&said, &LONG).unwrap();
        assert!(
            update.text.contains("VisibilityTimeout: 6 ") && update.notes.contains(&note(is)),
            "{:?}",
            update.notes
        );
        let elsewhere = written(&globals, &WINDOW).unwrap();
        let least = format!(
            "its visibility timeout has to be at least six times the function's timeout ({is}) and the batching window (20 s).\n"
        );
        assert!(elsewhere.text.contains(&least), "{}", elsewhere.text);
        let api = written(&globals, &API).unwrap();
        let waits =
            format!("the timeout of `orders` is {is}, which is not known here; the HTTP API in front of it waits 30 s");
        assert_eq!(api.notes, [waits]);
    }
    // one that the function has itself counts before that of all
    let both = "Globals:\n  Function:\n    Timeout: !Ref T\n";
    assert!(write(both, &LONG).contains("VisibilityTimeout: 180 # at least six times"));
}

#[test]
fn a_batching_window_of_a_person_s_counts() {
    const ORDERS: Function = of(&[Trigger::Sqs(Sqs::queue("orders"))]);
    const WINDOW: Function =
        of(&[Trigger::Sqs(Sqs { batching_window: Some(Duration::from_secs(20)), ..Sqs::queue("orders") })]);
    let text = write("", &ORDERS);
    let with = |window: &str| {
        let reads = "Queue: !GetAtt OrdersQueue.Arn\n";
        text.replace(reads, &format!("{reads}            MaximumBatchingWindowInSeconds: {window}\n"))
    };
    let known = with("60");
    assert_eq!(write(&known, &ORDERS), known.replace("VisibilityTimeout: 18 ", "VisibilityTimeout: 78 "));
    let unknown = with("!Ref W");
    let update = written(&unknown, &ORDERS).unwrap();
    let note = "the visibility timeout of the queue `orders` has to be at least 18 s and the batching window (`!Ref W`), which is not known here";
    assert_eq!((update.text, update.notes), (unknown.clone(), vec![note.to_owned()]));
    let said = written(&unknown, &WINDOW).unwrap();
    assert!(
        said.text.contains("VisibilityTimeout: 18 ") && said.notes.iter().any(|said| said == note),
        "{:?}",
        said.notes
    );
    // what the code said before does not count
    let before = write("", &WINDOW).replace("VisibilityTimeout: 38", "VisibilityTimeout: 18");
    assert!(write(&before, &ORDERS).contains("VisibilityTimeout: 18 "));
}

#[test]
fn a_reference_stays_when_the_code_no_longer_names_the_property() {
    const LESS: Function = Function { triggers: QUEUE.triggers, ..Function::named("orders") };
    let hand = write("", &QUEUE)
        .replace("MemorySize: 256", "MemorySize: !Ref Memory")
        .replace("Architectures: [arm64]", "Architectures: [!Ref Architecture]")
        .replace("STAGE: test", "STAGE: {Ref: Stage}");
    let pruned = prune(&hand, &LESS);
    for stays in ["MemorySize: !Ref Memory\n", "Architectures: [!Ref Architecture]\n", "STAGE: {Ref: Stage}\n"] {
        assert!(pruned.contains(stays), "{pruned}");
    }
    assert!(!pruned.contains("VERSION") && !pruned.contains("- MemorySize"), "{pruned}");
}

#[test]
fn a_dynamic_reference_is_a_person_s() {
    stay(
        &QUEUE,
        &[
            ("MemorySize: 256", "MemorySize: '{{resolve:ssm:/orders/memory}}'"),
            ("Timeout: 30", "Timeout: \"{{resolve:ssm:/orders/timeout:1}}\""),
            ("STAGE: test", "STAGE: '{{resolve:secretsmanager:stage}}-1'"),
            ("Queue: !GetAtt OrdersQueue.Arn", "Queue: '{{resolve:ssm:/orders/queue}}'"),
        ],
    );
    let unknown = write("", &QUEUE).replace("Timeout: 30", "Timeout: '{{resolve:ssm:/orders/timeout}}'");
    let notes = written(&unknown, &QUEUE).unwrap().notes.join("\n");
    assert!(notes.contains("stays `'{{resolve:ssm:/orders/timeout}}'`; the code says `30`"), "{notes}");
    assert!(notes.contains("the visibility timeout of the queue `orders` has to be at least "), "{notes}");
}

#[test]
fn a_dynamic_reference_of_the_attribute_follows_it() {
    const BEFORE: Function = Function { env: &[("STAGE", "{{resolve:ssm:/a}}")], ..Function::named("orders") };
    const NOW: Function = Function { env: &[("STAGE", "{{resolve:ssm:/b}}")], ..Function::named("orders") };
    assert_eq!(write(&write("", &BEFORE), &NOW), write("", &NOW));
}

#[test]
fn what_a_connector_names_is_not_removed() {
    let shared = write("", &QUEUE).replace("!GetAtt OrdersDeadLetterQueue.Arn", "!ImportValue shared");
    assert!(!prune(&shared, &QUEUE).contains("  OrdersDeadLetterQueue:\n"));
    let connector = "Resources:\n  Reports:\n    Type: AWS::Serverless::Connector\n    Properties:\n      Source: {Id: Reporter}\n      Destination:\n        Id: OrdersDeadLetterQueue\n      Permissions: [Read]\n";
    let connected = shared.replace("Resources:\n", connector);
    let update = written(&connected, &QUEUE).unwrap();
    assert!(update.left_over.is_empty());
    assert_eq!(prune(&connected, &QUEUE), connected);
}

#[test]
fn a_policy_under_a_condition_is_there() {
    let policy = "        - SQSPollerPolicy:\n            QueueName: !GetAtt OrdersQueue.QueueName\n";
    let within = "SQSPollerPolicy: {QueueName: !GetAtt OrdersQueue.QueueName}";
    stay(
        &QUEUE,
        &[
            (
                policy,
                &format!("        - !If\n          - Prod\n          - {within}\n          - !Ref AWS::NoValue\n"),
            ),
            (policy, &format!("        - Fn::If: [Prod, {{{within}}}, !Ref AWS::NoValue]\n")),
        ],
    );
}

#[test]
fn what_is_said_for_all_functions_is_not_said_again() {
    let globals = "Globals:\n  Function:\n    Runtime: provided.al2\n    Handler: boot\n    MemorySize: 256\n    LoggingConfig: {LogFormat: Text}\n    Environment:\n      Variables: {STAGE: test, VERSION: \"1.10\", YES: \"yes\"}\n\nResources:\n";
    let all = write("", &QUEUE).replace("Resources:\n", globals);
    let mut text = all.clone();
    for own in [
        "      Handler: bootstrap\n",
        "      Runtime: provided.al2023\n",
        "      MemorySize: 256\n",
        "      LoggingConfig:\n        LogFormat: JSON\n",
        "      Environment:\n        Variables:\n          STAGE: test\n          VERSION: \"1.10\"\n          \"YES\": \"yes\"\n",
    ] {
        let without = text.replace(own, "");
        assert_ne!(without, text, "{own}");
        text = without;
        assert_eq!(write(&text, &QUEUE), text, "{own}");
    }
    let other = text.replace("    MemorySize: 256\n", "    MemorySize: 512\n");
    assert!(write(&other, &QUEUE).contains("\n      MemorySize: 256\n"), "the attribute's is the function's own");
}

#[test]
fn a_role_of_a_person_s_takes_no_policies() {
    let policies =
        "      Policies:\n        - SQSPollerPolicy:\n            QueueName: !GetAtt OrdersQueue.QueueName\n";
    let text = write("", &QUEUE);
    stay(
        &QUEUE,
        &[(policies, "      Role: !GetAtt Role.Arn\n"), (policies, "      Role: arn:aws:iam::123456789012:role/r\n")],
    );
    let perhaps = text.replace(policies, "      Role: !If [Prod, !GetAtt Role.Arn, !Ref AWS::NoValue]\n");
    assert!(write(&perhaps, &QUEUE).contains(policies));
}

#[test]
fn what_is_a_person_s_may_be_made_as_a_whole() {
    const DAILY: Function = of(&[Trigger::Schedule(Schedule::expression("rate(1 day)"))]);
    let destination = "        DestinationConfig: # an event that has failed three times is put aside\n          OnFailure:\n            Type: SQS\n            Destination: !GetAtt OrdersFailureQueue.Arn\n";
    stay(
        &DAILY,
        &[
            (
                destination,
                "        DestinationConfig: !If [Prod, {OnFailure: {Type: SQS, Destination: !ImportValue failed}}, !Ref AWS::NoValue]\n",
            ),
            (
                "      LoggingConfig:\n        LogFormat: JSON\n",
                "      LoggingConfig: !If [Prod, {LogFormat: JSON}, {LogFormat: Text}]\n",
            ),
            (
                "      LoggingConfig:\n        LogFormat: JSON\n",
                "      LoggingConfig:\n        Fn::If: [Prod, {LogFormat: JSON}, {LogFormat: Text}]\n",
            ),
        ],
    );
    let named =
        write("", &QUEUE).replace("      Environment:\n", "      Environment: !If [Prod, {}, {}]\n      Unused:\n");
    let refused = written(&named, &QUEUE).map(|update| update.text).unwrap_err();
    assert!(refused.ends_with("Properties.Environment` is made by `!If`; write it out"), "{refused}");
}

#[test]
fn a_file_that_does_not_say_where_it_is_from_has_its_own_place() {
    let text = write("", &QUEUE);
    let before = text.replace("        From: [., orders]\n", "");
    assert_ne!(before, text);
    let notes = |text: &str| written(text, &QUEUE).unwrap().notes;
    assert!(notes(&before).is_empty());
    let moved = before.replace("CodeUri: .\n", "CodeUri: ../old\n").replace("Binary: orders\n", "Binary: old\n");
    let expected = "the function `orders` is now the binary `orders` in `.`; `CodeUri` and `Binary` stay `../old` and `old`, since a person may have written them; correct them if they are out of date";
    assert_eq!(notes(&moved), [expected]);
    assert!(notes(&write(&moved, &QUEUE)).is_empty(), "they are a person's by now");
}
