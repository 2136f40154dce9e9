//! A file stays as it is written, whatever the code brings up to date in it.

use super::functions::{ALL, QUEUE};
use super::{template, write, written};
use crate::function::Function;
use crate::trigger::{Sns, Trigger};

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
        From: [., orders]
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
        "!Sub \"arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:X\"",
        "!Sub 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:X'",
        "!Sub 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:''\"x\"'",
        "&name \"other\"",
        "!Sub # why\n              'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:X'",
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
