//! Files that people have worked on.

use std::time::Duration;

use super::functions::ALL;
use super::{package, prune, template, write, written};
use crate::deploy::update::update;
use crate::function::Function;
use crate::trigger::{Cognito, CognitoTrigger, DynamoDb, Firehose, Http, HttpKind, Kafka, Schedule, Sns, Sqs, Trigger};

const HAND_MADE: &str = r#"# the shop's
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Tracing: Active   # everywhere

Resources:
  Table: # not a function
    Type: AWS::DynamoDB::Table
    Properties: {TableName: x, Tags: [{Key: a, Value: !Ref AWS::Region}]}
  OrdersFunction:
    Type: AWS::Serverless::Function
    Metadata:
      LambdaFn:
        Functions: [orders]
    Properties:
      Timeout: 10 # too little?
      # what a person wants
      ReservedConcurrentExecutions: 5
      Architectures:
        - x86_64 # once
      CodeUri: "./"
      Environment: {Variables: {HAND: made}}
      Policies: [AWSLambdaExecute]
      Events:
        Hand:
          Type: Api
          Properties: {Path: /, Method: get}
Outputs:
  TableName:
    Value: !Ref Table
"#;

const UPDATED: &str = r#"# the shop's
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Tracing: Active   # everywhere

Resources:
  Table: # not a function
    Type: AWS::DynamoDB::Table
    Properties: {TableName: x, Tags: [{Key: a, Value: !Ref AWS::Region}]}
  OrdersFunction:
    Type: AWS::Serverless::Function
    Metadata:
      LambdaFn:
        Functions: [orders]
        Owns:
          - Description
          - Architectures
          - MemorySize
          - Timeout
          - Environment.Variables.STAGE
          - Environment.Variables.VERSION
          - Environment.Variables.YES
      BuildMethod: rust-cargolambda
      BuildProperties:
        Binary: orders
    Properties:
      Timeout: 30 # too little?
      LoggingConfig:
        LogFormat: JSON
      # what a person wants
      ReservedConcurrentExecutions: 5
      Architectures:
        - arm64 # once
      MemorySize: 256
      CodeUri: "./"
      Handler: bootstrap
      Runtime: provided.al2023
      Environment: {Variables: {HAND: made, STAGE: test, VERSION: "1.10", "YES": "yes"}}
      Policies: [AWSLambdaExecute]
      Events:
        Hand:
          Type: Api
          Properties: {Path: /, Method: get}
      FunctionName: orders
      Description: "Takes orders: all of them"
Outputs:
  TableName:
    Value: !Ref Table

  OrdersFunctionArn:
    Description: The ARN of orders
    Value: !GetAtt OrdersFunction.Arn
"#;

#[test]
fn a_file_of_a_person_s_gets_what_the_code_says() {
    let updated = write(HAND_MADE, &ALL);
    assert!(updated == UPDATED, "{updated}");
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let dos = format!("\u{FEFF}{}", HAND_MADE.replace('\n', "\r\n"));
    assert_eq!(write(&dos, &ALL), format!("\u{FEFF}{}", UPDATED.replace('\n', "\r\n")));
}

#[test]
fn a_file_without_a_last_line_feed_stays_so() {
    assert_eq!(write(HAND_MADE.trim_end(), &ALL), UPDATED.trim_end());
}

#[test]
fn comments_alone_are_kept_above_a_new_template() {
    let text = write("# ours\n\n", &ALL);
    assert_eq!(text, format!("# ours\n{}", template(&ALL).to_yaml()));
}

#[test]
fn several_functions_share_a_file() {
    const RETURNS: Function = Function { memory: Some(128), ..Function::named("returns") };
    let both = write(&write("", &ALL), &RETURNS);
    assert_eq!(write(&both, &ALL), both);
    assert!(both.contains("\n  OrdersFunction:\n") && both.contains("\n\n  ReturnsFunction:\n"), "{both}");
    assert!(both.starts_with(template(&ALL).to_yaml().split("\nOutputs").next().unwrap()), "{both}");
}

const QUEUE: Function =
    Function { triggers: &[Trigger::Sqs(Sqs { batch_size: Some(5), ..Sqs::queue("orders") })], ..ALL };

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
fn empty_sections_are_filled() {
    let text = write("Transform: AWS::Serverless-2016-10-31\nResources:\nOutputs: # none yet\n", &ALL);
    let expected = template(&ALL).to_yaml();
    let resources = &expected[expected.find("  OrdersFunction:").unwrap()..expected.find("\nOutputs").unwrap()];
    assert!(text.contains(&format!("\nResources:\n{resources}Outputs: # none yet\n  OrdersFunctionArn:\n")), "{text}");
}

#[test]
fn a_tag_before_quotes_is_part_of_the_value() {
    const TOPIC: Function = Function { triggers: &[Trigger::Sns(Sns::topic("x"))], ..Function::named("orders") };
    let text = write("", &TOPIC);
    let owned = "            Topic: !Sub arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:x\n";
    for value in [
        "!Sub \"arn:${AWS::Partition}:x\"",
        "!Sub 'arn:${AWS::Partition}:x'",
        "!Sub 'arn:${AWS::Partition}:it''s \"x\"'",
        "&name \"other\"",
        "!Sub # why\n              'arn:${AWS::Partition}:x'",
    ] {
        let hand = text.replace(owned, &format!("            Topic: {value} # do not rename!\n"));
        assert_ne!(hand, text);
        match written(&hand, &TOPIC) {
            Ok(update) => {
                let commented = format!("{} # do not rename!\n", owned.trim_end());
                assert_eq!(update.text, text.replace(owned, &commented));
            }
            Err(error) => assert!(value.starts_with('&') && error.contains("has an anchor"), "{value}: {error}"),
        }
    }
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
        assert!(text.notes.is_empty(), "{:?}", text.notes);
        let event = |text: &str| text[text.find("      Events:").unwrap()..].split("\n\n").next().unwrap().to_owned();
        assert_eq!(event(&text.text), event(&template(after).to_yaml()));
    }
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

#[test]
fn a_comment_behind_brackets_is_none_of_their_value() {
    let text = write("", &ALL);
    for other in ["[x86_64, arm64]", "{a: b}", "[{a: [b]}]"] {
        let hand = text.replace("Architectures: [arm64]", &format!("Architectures: {other} # [why]"));
        assert_eq!(write(&hand, &ALL), text.replace("Architectures: [arm64]", "Architectures: [arm64] # [why]"));
    }
}

#[test]
fn a_resource_may_end_in_a_tag_before_quotes() {
    let hand = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: !Sub \"${AWS::StackName}-a\" # ours\n";
    assert!(write(hand, &ALL).contains(&format!("{hand}\n  OrdersFunction:\n")));
}

#[test]
fn comments_that_end_a_block_stay_in_it() {
    let hand = "Resources:\n  Mine:\n    Type: AWS::SNS::Topic\n    # Properties:\n    #   TopicName: a\n  # Other:\n";
    for behind in ["", "Outputs:\n  A: {Value: a}\n"] {
        let updated = write(&format!("{hand}{behind}"), &QUEUE);
        assert!(updated.contains(&format!("{hand}\n  OrdersFunction:\n")), "{updated}");
    }
    // what is above a sibling is the sibling's
    let two = format!("{hand}  Other: {{Type: AWS::SNS::Topic}}\n");
    assert!(write(&two, &QUEUE).contains(&format!("{two}\n  OrdersFunction:\n")));
    let written = write("", &QUEUE);
    let variable = written.replace("VERSION: \"1.10\"\n", "VERSION: \"1.10\"\n          # of a person\n");
    let without = variable.replace("          \"YES\": \"yes\"\n", "");
    assert_ne!(variable, without);
    assert_eq!(write(&without, &QUEUE), variable);
}

#[test]
fn a_comment_that_ends_a_list_stays_in_it() {
    let hand = |margin: &str| {
        format!(
            "Resources:\n  OrdersFunction:\n    Type: AWS::Serverless::Function\n    Metadata: {{LambdaFn: {{Functions: [orders]}}}}\n    Properties:\n      Policies:\n{margin}- AWSLambdaExecute\n{margin}# - Other\n"
        )
    };
    for (margin, behind) in [("      ", ""), ("        ", ""), ("        ", "      Tags: {A: b}\n")] {
        let updated = write(&(hand(margin) + behind), &QUEUE);
        assert!(updated.contains(&format!("{margin}# - Other\n{margin}- SQSPollerPolicy:\n")), "{updated}");
    }
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
    assert!(write(&marked.replace("Handler: bootstrap", "Handler: other"), &QUEUE).contains("Handler: bootstrap"));
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
fn a_list_below_its_key_is_appended_to_where_it_stands() {
    let text = write("", &QUEUE);
    let policies = text.find("      Policies:\n").unwrap();
    let events = text.find("      Events:\n").unwrap();
    for margin in ["      ", "        ", "          "] {
        let hand =
            format!("{}      Policies:\n{margin}- AWSLambdaExecute # a-b\n{}", &text[..policies], &text[events..]);
        let added = format!("# a-b\n{margin}- SQSPollerPolicy:\n{margin}    QueueName: ");
        let updated = write(&hand, &QUEUE);
        assert!(updated.contains(&added), "{updated}");
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
fn an_event_of_another_name_is_not_made_twice() {
    let text = write("", &QUEUE);
    let renamed = text.replace("        OrdersQueue:\n          Type: SQS\n", "        Mine:\n          Type: SQS\n");
    assert_ne!(renamed, text);
    let why = "the event `Mine` of `OrdersFunction` reads what `OrdersQueue` of the code does, and Lambda takes one of them; name it `OrdersQueue`";
    assert_eq!(written(&renamed, &QUEUE).err().as_deref(), Some(why));
    let of_another = renamed.replace("Queue: !GetAtt OrdersQueue.Arn", "Queue: !GetAtt Others.Arn");
    assert!(write(&of_another, &QUEUE).contains("        OrdersQueue:\n          Type: SQS\n"));
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
