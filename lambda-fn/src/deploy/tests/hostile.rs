//! Files that cannot be changed without harm, and those that only look like it.

use std::fmt::Write;

use super::functions::ALL;
use super::{template, write, written};

fn with(properties: &str) -> String {
    format!(
        "Resources:\n  OrdersFunction:\n    Type: AWS::Serverless::Function\n    Metadata: {{LambdaFn: {{Functions: [orders]}}}}\n    Properties:\n{properties}"
    )
}

#[track_caller]
fn refused(text: &str, why: &str) {
    match written(text, &ALL) {
        Ok(update) => panic!("{}", update.text),
        Err(error) => assert!(error.contains(why), "{error}"),
    }
}

#[test]
fn anchors_in_what_is_the_code_s() {
    refused(
        &with("      Timeout: &time 10\n      Other: *time\n"),
        "`Resources.OrdersFunction.Properties.Timeout` has an anchor",
    );
    refused(
        &with("      Environment: &env\n        Variables: {A: b}\n"),
        "`Resources.OrdersFunction.Properties.Environment` has an anchor",
    );
    refused("All: &all {A: b}\nResources: *all\n", "`Resources` is an alias");
    refused("Resources: &all\n  A: {Type: B}\n", "`Resources` has an anchor");
    refused(
        &with("      <<: *x\n").replace("Resources", "X: &x {A: b}\nResources"),
        "takes keys from elsewhere by `<<`",
    );
}

#[test]
fn anchors_elsewhere() {
    let text = "Mappings: &all {A: &b [1, 2], C: *b}\nMore: *all\nX:\n  <<: *all\n";
    let updated = write(text, &ALL);
    assert!(updated.contains(text), "{updated}");
    // the value is right already
    let text = with("      Timeout: &time 30\n      Other: *time\n");
    assert!(write(&text, &ALL).contains("Timeout: &time 30\n"));
}

#[test]
fn an_alias_in_the_place_of_a_value_is_written_out() {
    let text = with("      Timeout: *time\n").replace("Resources", "X: &time 10\nResources");
    assert!(write(&text, &ALL).contains("      Timeout: 30\n"));
}

#[test]
fn what_functions_make() {
    refused(&with("      Environment: !Transform {Name: A}\n"), "is made by `!Transform`");
    refused(&with("      Environment:\n        Fn::Transform: {Name: A}\n"), "is made by `Fn::Transform`");
    refused(&with("      Environment: {Variables: !If [A, {B: c}, {}]}\n"), "is made by `!If`");
}

#[test]
fn kinds_that_do_not_fit() {
    refused("- a\n- b\n", "the top of the file is not a map");
    refused("text", "the top of the file is not a map");
    refused("Resources: []\n", "`Resources` is not a map");
    refused("Resources:\n  OrdersFunction: text\n", "`Resources.OrdersFunction` is not a map");
    refused("Resources:\n  OrdersFunction:\n    Type: AWS::S3::Bucket\n", "is of the type `AWS::S3::Bucket`");
    refused(
        "Transform: [A]\nResources:\n  OrdersFunction:\n    Metadata:\n      LambdaFn: {Functions: x}\n",
        "is not a list",
    );
}

#[test]
fn names_that_are_taken() {
    refused(
        "Resources:\n  OrdersFunction:\n    Metadata:\n      LambdaFn: {Functions: [or-ders]}\n",
        "`OrdersFunction` is the function `or-ders`",
    );
    refused(
        "Resources:\n  A:\n    Properties: {FunctionName: orders}\n",
        "a function `orders` is there already, as `A`",
    );
}

#[test]
fn what_is_no_yaml_or_no_template() {
    refused("a: [", "line ");
    refused("a: b\n\tc: d\n", "line ");
    refused("a: 1\nb: 2\na: 3\n", "the key `a` is there twice, again in line 3");
    refused("a: {b: 1, b: 2}\n", "the key `b` is there twice");
    refused("a: 1\n---\nb: 2\n", "several documents");
    refused("a: *b\n", "line ");
    refused("a: \u{0}\n", "U+0000");
    refused(&"[".repeat(200_000), "");
    refused(&"a: {".repeat(5000), "");
    refused(&format!("a: {}1{}", "[".repeat(200), "]".repeat(200)), "nested more than 100 deep");
}

#[test]
fn json_under_another_name() {
    for text in ["{\"Resources\":{}}", "\u{FEFF}{\n  \"Resources\": {}\n}\n", "{}", "[1]"] {
        refused(text, "it is JSON; name a file of YAML");
    }
}

#[test]
fn one_document_with_its_marks() {
    let text = write("%YAML 1.2\n---\nResources: {}\n...\n", &ALL);
    assert!(
        text.starts_with("%YAML 1.2\n---\nAWSTemplate")
            && text.contains("\nResources: {OrdersFunction: {Type: ")
            && text.ends_with("\n...\n"),
        "{text}"
    );
}

#[test]
fn brackets_all_over() {
    let text = write(
        r#"{Resources: {"OrdersFunction": {"Type": "AWS::Serverless::Function", "Metadata": {"LambdaFn": {}}, "Properties": {"Timeout": 3}}}}"#,
        &ALL,
    );
    assert!(text.contains(r#""Properties": {"Timeout": 30, "#) || text.contains("Timeout\": 30"), "{text}");
}

#[test]
fn blocks_of_text() {
    let text = with(
        "      InlineCode: |\n        Timeout: 10\n        # no comment\n\n      Description: >-\n        Takes\n        some\n      Timeout: 1\n",
    );
    let updated = write(&text, &ALL);
    assert!(updated.contains("      InlineCode: |\n        Timeout: 10\n        # no comment\n\n"), "{updated}");
    assert!(updated.contains("      Description: \"Takes orders: all of them\"\n"), "{updated}");
    // the empty lines are part of the text
    let kept = with("      Timeout: 1\n      InlineCode: |+\n        text\n\n\n");
    if let Ok(update) = written(&kept, &ALL) {
        assert!(update.text.contains("        text\n\n\n"), "{}", update.text);
    }
}

#[test]
fn five_megabytes() {
    let mut text = String::from("Resources:\n");
    for number in 0..70_000 {
        let _ =
            write!(text, "  Topic{number}:\n    Type: AWS::SNS::Topic # ü\n    Properties: {{TopicName: t{number}}}\n");
    }
    assert!(text.len() > 5_000_000);
    let function = template(&ALL).to_yaml();
    let function = &function[function.find("  OrdersFunction").unwrap()..function.find("\nOutputs").unwrap()];
    let updated = written(&text, &ALL).unwrap().text;
    assert!(updated.contains(&format!("{text}\n{function}")));
}

#[test]
fn an_environment_that_lambda_does_not_take() {
    let variables = format!("      Environment: {{Variables: {{HAND: {}}}}}\n", "x".repeat(4096));
    refused(&with(&variables), "the environment of `orders` has 4");
}
