//! What code that is gone has left in a file: it is said, and goes when asked, alone.

use super::functions::{ALL, QUEUE};
use super::{package, prune, template, write, written};
use crate::deploy::update::update;
use crate::function::Function;
use crate::trigger::{DynamoDb, Http, HttpKind, Kafka, Schedule, Sqs, Trigger};

#[test]
fn what_is_left_over_is_said_and_goes_only_when_asked() {
    let with_queue = write("", &QUEUE);
    let update = written(&with_queue, &ALL).unwrap();
    assert_eq!(update.text, with_queue);
    let left: Vec<_> = update.left_over.iter().map(|stale| stale.name.clone()).collect();
    let expected = [
        "Resources.OrdersFunction.Properties.Policies[SQSPollerPolicy]",
        "Resources.OrdersFunction.Metadata.LambdaFn.Owns[Policies.SQSPollerPolicy OrdersQueue.QueueName]",
        "Resources.OrdersFunction.Properties.Events.OrdersQueue",
        "Resources.OrdersFunction.Metadata.LambdaFn.Owns[Events.OrdersQueue]",
        "Resources.OrdersFunction.Properties.Events.OrdersQueue.Properties.BatchSize",
        "Resources.OrdersFunction.Metadata.LambdaFn.Owns[Events.OrdersQueue.BatchSize]",
        "Resources.OrdersDeadLetterQueue",
        "Resources.OrdersQueue",
    ];
    assert_eq!(left, expected);
    let said = expected.map(|name| format!("- {name}: "));
    assert_eq!(update.difference.len(), said.len());
    assert!(update.difference.iter().zip(said).all(|(line, said)| line.starts_with(&said)), "{:#?}", update.difference);
    assert_eq!(prune(&with_queue, &ALL), template(&ALL).to_yaml());
}

#[test]
fn what_goes_is_said_with_all_that_a_person_put_into_it() {
    let hand = write("", &QUEUE).replace(
        "      QueueName: orders\n",
        "      QueueName: orders\n      Tags: # who pays\n        - {Key: a, Value: b}\n",
    );
    let pruned = update(&hand, &ALL, &package(), true).unwrap();
    assert_eq!(pruned.text, template(&ALL).to_yaml());
    let removed = pruned.removed.join("\n");
    let queue = "
- Resources.OrdersQueue:
-   Type: AWS::SQS::Queue
-   Metadata:
-     LambdaFn:
-       Functions: [orders]
-   Properties:
-     QueueName: orders
-     Tags: # who pays
-       - {Key: a, Value: b}
-     VisibilityTimeout: 180 # at least six times the function's timeout
-     RedrivePolicy:
-       deadLetterTargetArn: !GetAtt OrdersDeadLetterQueue.Arn
-       maxReceiveCount: 5";
    assert!(removed.contains(queue), "{removed}");
    assert!(removed.starts_with("- Resources.OrdersDeadLetterQueue:\n") && !removed.contains("Owns"), "{removed}");
    let less = update(&hand, &WITHOUT_MEMORY, &package(), true).unwrap();
    assert_eq!(less.removed, ["- Resources.OrdersFunction.Properties.MemorySize: 256"]);
}

const WITHOUT_MEMORY: Function = Function { memory: None, ..QUEUE };

#[test]
fn no_empty_line_stays_behind_what_goes() {
    const OTHER: Function = Function { name: "a-first", ..QUEUE };
    let (sections, resources) =
        template(&QUEUE).to_yaml().split_once("Resources:\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let (resources, outputs) = resources.split_once("\nOutputs:\n").unwrap();
    // the function comes last
    let (function, queues) = resources.split_once("\n\n").unwrap();
    let text = format!("{sections}Resources:\n{queues}\n{function}\n\nOutputs:\n{outputs}");
    for text in [text.clone(), text.replace('\n', "\r\n")] {
        let pruned = prune(&text, &ALL);
        assert_eq!(pruned.replace('\r', ""), template(&ALL).to_yaml());
    }
    let both = write(&text, &OTHER);
    assert!(!both.contains("\n\n\n"), "{both}");
    assert_eq!(prune(&both, &OTHER).matches("\n\n").count(), template(&OTHER).to_yaml().matches("\n\n").count());
}

#[test]
fn a_setting_that_the_code_no_longer_names_goes_alone() {
    const LESS: Function = Function { triggers: &[Trigger::Sqs(Sqs::queue("orders"))], ..Function::named("orders") };
    let hand = write("", &QUEUE).replace("BatchSize: 5\n", "BatchSize: 5\n            Enabled: false # for now\n");
    let pruned = prune(&hand, &LESS);
    assert!(pruned.contains("Enabled: false # for now") && !pruned.contains("BatchSize"), "{pruned}");
    assert!(!pruned.contains("MemorySize") && !pruned.contains("Environment"), "{pruned}");
    assert!(pruned.contains("VisibilityTimeout: 180"), "longer than it has to be: {pruned}");
}

#[test]
fn a_part_of_a_setting_that_the_code_no_longer_names_goes_alone() {
    const fn pollers(minimum_pollers: Option<u32>, maximum_pollers: Option<u32>) -> Kafka {
        Kafka { minimum_pollers, maximum_pollers, ..Kafka::topic("orders") }
    }
    const BOTH: Function = Function { triggers: &[Trigger::Kafka(pollers(Some(2), Some(5)))], ..ALL };
    const MAXIMUM: Function = Function { triggers: &[Trigger::Kafka(pollers(None, Some(5)))], ..ALL };
    const NONE: Function = Function { triggers: &[Trigger::Kafka(pollers(None, None))], ..ALL };
    let text = write("", &BOTH);
    let left: Vec<_> = written(&text, &MAXIMUM).unwrap().left_over.iter().map(|left| left.name.clone()).collect();
    let config = "Resources.OrdersFunction.Properties.Events.OrdersKafka.Properties.ProvisionedPollerConfig";
    assert!(left.contains(&format!("{config}.MinimumPollers")), "{left:#?}");
    assert_eq!(prune(&text, &MAXIMUM), template(&MAXIMUM).to_yaml());
    assert_eq!(prune(&text, &NONE), template(&NONE).to_yaml());
    let hand = text.replace("MinimumPollers: 2", "PollerGroupName: shared # ours\n              MinimumPollers: 2");
    assert!(
        prune(&hand, &NONE)
            .contains("            ProvisionedPollerConfig:\n              PollerGroupName: shared # ours\n")
    );
}

#[test]
fn a_function_that_is_renamed_goes_with_all_that_it_had() {
    const RENAMED: Function = Function { name: "purchases", ..QUEUE };
    let both = write(&write("", &QUEUE), &RENAMED);
    let update = written(&both, &RENAMED).unwrap();
    let why: Vec<_> = update.left_over.iter().map(|stale| (stale.name.clone(), stale.why.as_str())).collect();
    let renamed = "the function `orders` is now `purchases`";
    let expected = [
        ("Outputs.OrdersFunctionArn", renamed),
        ("Resources.OrdersFunction", renamed),
        ("Resources.OrdersDeadLetterQueue.Metadata.LambdaFn.Functions[orders]", renamed),
        ("Resources.OrdersQueue.Metadata.LambdaFn.Functions[orders]", renamed),
    ];
    assert_eq!(why, expected.map(|(path, why)| (path.to_owned(), why)));
    let pruned = prune(&both, &RENAMED);
    assert!(!pruned.contains("OrdersFunction") && pruned.contains("Functions: [purchases]"), "{pruned}");
}

#[test]
fn a_parameter_goes_with_the_last_that_used_it() {
    const TABLE: Function = Function { triggers: &[Trigger::DynamoDb(DynamoDb::table("customers"))], ..ALL };
    assert_eq!(prune(&write("", &TABLE), &ALL), template(&ALL).to_yaml());
    let used = write("", &TABLE) + "\n  Customers:\n    Value: !Ref CustomersTableStreamArn\n";
    assert!(prune(&used, &ALL).contains("\nParameters:\n  CustomersTableStreamArn:"));
}

#[test]
fn an_output_goes_with_the_url() {
    const URL: Function =
        Function { triggers: &[Trigger::Http(Http { kind: Some(HttpKind::FunctionUrl), ..Http::any() })], ..ALL };
    assert_eq!(prune(&write("", &URL), &ALL), template(&ALL).to_yaml());
}

#[test]
fn nothing_goes_to_which_a_person_refers() {
    let text = write("", &QUEUE) + "\n  Queue:\n    Value: !Ref OrdersQueue\n";
    let refused = update(&text, &ALL, &package(), true).err();
    assert_eq!(
        refused.as_deref(),
        Some("`Outputs.Queue.Value` refers to `OrdersQueue`, which would go; remove that first")
    );
}

#[test]
fn a_function_of_the_code_s_own_goes_with_what_it_was_for() {
    const QUEUE_ARN: &str = "arn:aws:sqs:eu-central-1:123456789012:orders";
    const CLUSTER: Kafka =
        Kafka { cluster: Some("arn:aws:kafka:eu-central-1:123456789012:cluster/main/a1-2"), ..Kafka::topic("orders") };
    const ARN: Function =
        Function { triggers: &[Trigger::Sqs(Sqs { batch_size: Some(5), ..Sqs::queue(QUEUE_ARN) })], ..ALL };
    const ANY: Function = Function { triggers: &[Trigger::Kafka(Kafka::topic("orders"))], ..ALL };
    const ONE: Function = Function { triggers: &[Trigger::Kafka(CLUSTER)], ..ALL };
    for (before, after) in [(&QUEUE, &ARN), (&ARN, &QUEUE), (&ANY, &ONE), (&ONE, &ANY)] {
        let text = written(&write("", before), after).unwrap();
        assert_eq!(text.notes, [""; 0]);
        let event = |text: &str| text[text.find("      Events:").unwrap()..].split("\n\n").next().unwrap().to_owned();
        assert_eq!(event(&text.text), event(&template(after).to_yaml()));
    }
}

#[test]
fn an_event_of_another_type_leaves_nothing_of_the_one_it_was() {
    const RATE: Function =
        Function { triggers: &[Trigger::Schedule(Schedule::expression("rate(1 day)"))], ..Function::named("orders") };
    const CRON: Function = Function {
        triggers: &[Trigger::Schedule(Schedule {
            timezone: Some("Europe/Berlin"),
            ..Schedule::expression("cron(0 3 * * ? *)")
        })],
        ..Function::named("orders")
    };
    let rate = write("", &RATE).replace("rate(1 day)\n", "rate(1 day)\n            Enabled: false # for now\n");
    let cron = write(&rate, &CRON);
    assert!(cron.contains("Enabled: false # for now") && !cron.contains("  Schedule: rate"), "{cron}");
    let back = write(&cron, &RATE);
    assert!(back.contains("  Schedule: rate(1 day)") && !back.contains("ScheduleExpressionTimezone: "), "{back}");
}

#[test]
fn comments_between_brackets_are_not_lost_by_a_removal() {
    const LESS: Function = Function { env: &[("STAGE", "test")], ..QUEUE };
    let text = write("", &QUEUE).replace("Environment:\n", "Environment: # all\n");
    let start = text.find("        Variables:\n").unwrap();
    let end = start + text[start..].find("      Policies").unwrap();
    let with = |comment: &str| {
        let variables = format!(
            "        Variables: {{\n          STAGE: test,{comment}\n          VERSION: \"1.10\",\n          \"YES\": \"yes\"\n        }}\n"
        );
        format!("{}{variables}{}", &text[..start], &text[end..])
    };
    let refused = update(&with(" # of a person"), &LESS, &package(), true).err();
    assert!(refused.is_some_and(|error| error.contains("has comments between its brackets")));
    assert!(prune(&with(""), &LESS).contains("Variables: {\n          STAGE: test\n        }\n"));
}
