//! Several functions in one file: what one has is not taken by another.

use std::path::Path;

use super::functions::ALL;
use super::{package, template};
use crate::deploy::package::Package;
use crate::deploy::update::{Update, update};
use crate::function::Function;
use crate::trigger::*;

/// Of the binary that has the function's name, in a folder that has a package.
fn written(text: &str, function: &'static Function, prune: bool) -> Result<Update, String> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    let package = Package { binary: Some(function.name.to_owned()), base, ..package() };
    update(text, function, &package, prune)
}

#[track_caller]
fn write(text: &str, function: &'static Function) -> String {
    written(text, function, false).unwrap_or_else(|error| panic!("{error}:\n{text}")).text
}

#[track_caller]
fn refused(text: &str, function: &'static Function, why: &str) {
    match written(text, function, false) {
        Ok(update) => panic!("{}", update.text),
        Err(error) => assert_eq!(error, why),
    }
}

const fn with(name: &'static str, triggers: &'static [Trigger]) -> Function {
    Function { triggers, ..Function::named(name) }
}

const fn http(kind: HttpKind, routes: &'static [&'static str]) -> Trigger {
    Trigger::Http(Http { kind: Some(kind), routes, stream: false })
}

#[test]
fn a_route_is_one_function_s() {
    const ONE: Function = with("one", &[Trigger::Http(Http::any())]);
    const TWO: Function = with("two", &[Trigger::Http(Http::any())]);
    let why =
        "the route `$default` of the HTTP API calls `OneFunction`, and cannot call `two` too; leave it to one of them";
    refused(&write("", &ONE), &TWO, why);
    let other_api = "Type: HttpApi\n          Properties: {ApiId: !Ref Other}\n";
    let other_api = write("", &ONE).replace("Type: HttpApi\n", other_api);
    write(&other_api, &TWO);
    let both = write(&other_api, &TWO);
    let swapped = both.replace("          Properties: {ApiId: !Ref Other}\n", "");
    refused(&swapped, &TWO, why);
}

#[test]
fn a_route_is_one_function_s_by_its_method_and_its_path() {
    const USERS: Function = with("users", &[http(HttpKind::RestApi, &["GET /users"])]);
    const MORE: Function = with("more", &[http(HttpKind::RestApi, &["POST /users", "GET /users"])]);
    const OTHERS: Function = with("others", &[http(HttpKind::HttpApi, &["GET /users"])]);
    const POST: Function = with("post", &[http(HttpKind::RestApi, &["POST /users"])]);
    let users = write("", &USERS).replace("Method: GET", "Method: get");
    let why = "the route `GET /users` of the REST API calls `UsersFunction`, and cannot call `more` too; leave it to one of them";
    refused(&users, &MORE, why);
    write(&write(&write("", &USERS), &OTHERS), &POST);
}

#[test]
fn a_route_of_a_function_that_was_renamed_is_free() {
    const ONE: Function = with("one", &[Trigger::Http(Http::any())]);
    const RENAMED: Function = with("renamed", &[Trigger::Http(Http::any())]);
    let renamed = write("", &ONE).replace("Binary: one", "Binary: renamed").replace("[., one]", "[., renamed]");
    let both = write(&renamed, &RENAMED);
    assert!(both.contains("OneFunction"), "{both}");
    assert!(!written(&both, &RENAMED, true).unwrap().text.contains("OneFunction"));
}

#[test]
fn a_step_of_a_user_pool_is_one_function_s() {
    const ONE: Function = with("one", &[Trigger::Cognito(Cognito::trigger(CognitoTrigger::PreSignUp))]);
    const TWO: Function = with("two", &[Trigger::Cognito(Cognito::trigger(CognitoTrigger::PreSignUp))]);
    const OTHER: Function = with("other", &[Trigger::Cognito(Cognito::trigger(CognitoTrigger::UserMigration))]);
    let why = "`PreSignUp` of the user pool `UserPool` calls `OneFunction`, and cannot call `two` too; leave it to one of them";
    refused(&write("", &ONE), &TWO, why);
    write(&write("", &ONE), &OTHER);
}

#[test]
fn two_queues_do_not_become_one() {
    const ONE: Function = with("one", &[Trigger::Sqs(Sqs::queue("a-b"))]);
    const TWO: Function = with("two", &[Trigger::Sqs(Sqs::queue("a_b"))]);
    const BOTH: Function = with("both", &[Trigger::Sqs(Sqs::queue("a-b")), Trigger::Sqs(Sqs::queue("a_b"))]);
    let why = "`ABQueue` is `a-b` of the function `one`, and `a_b` of `two` would have the same name in the template; rename one of them";
    refused(&write("", &ONE), &TWO, why);
    let both = template(&BOTH).to_yaml();
    for part in ["ABQueue:\n", "ABQueue2:\n", "ABDeadLetterQueue2.Arn", "!GetAtt ABQueue2.Arn"] {
        assert!(both.contains(part), "{both}");
    }
}

#[test]
fn a_queue_or_bucket_is_there_once() {
    const QUEUE: Function = with("orders", &[Trigger::Sqs(Sqs::queue("orders"))]);
    const BUCKET: Function = with("pictures", &[Trigger::S3(S3::bucket("uploads"))]);
    let hand = |kind: &str, property: &str, name: &str| {
        format!("Resources:\n  Incoming:\n    Type: AWS::{kind}\n    Properties: {{{property}: {name}}}\n")
    };
    let why = |name: &str, id: &str| {
        format!("`{name}` is there already, as `Incoming`; rename that to `{id}`, or give one of them another name")
    };
    refused(&hand("SQS::Queue", "QueueName", "orders"), &QUEUE, &why("orders", "OrdersQueue"));
    let dead_letters = hand("SQS::Queue", "QueueName", "orders-dead-letter");
    refused(&dead_letters, &QUEUE, &why("orders-dead-letter", "OrdersDeadLetterQueue"));
    refused(&hand("S3::Bucket", "BucketName", "uploads"), &BUCKET, &why("uploads", "UploadsBucket"));
    write(&hand("SQS::Queue", "QueueName", "others"), &QUEUE);
    write(&hand("SQS::Queue", "QueueName", "!Sub \"${AWS::StackName}-orders\""), &QUEUE);
    write(&hand("SQS::Queue", "QueueName", "uploads"), &BUCKET);
}

#[test]
fn a_queue_that_the_code_numbered_and_numbers_no_more_is_left_over() {
    const BOTH: Function = with("both", &[Trigger::Sqs(Sqs::queue("a-b")), Trigger::Sqs(Sqs::queue("a_b"))]);
    const ONE: Function = with("both", &[Trigger::Sqs(Sqs::queue("a_b"))]);
    let left_over = written(&write("", &BOTH), &ONE, false).unwrap().left_over;
    assert!(left_over.iter().any(|stale| stale.name == "Resources.ABQueue2"));
}

#[test]
fn a_queue_of_several_functions_is_one() {
    const ONE: Function = Function { name: "one", triggers: &[Trigger::Sqs(Sqs::queue("orders"))], ..ALL };
    const TWO: Function = with("two", ONE.triggers);
    let both = write(&write("", &ONE), &TWO);
    assert!(both.contains("Functions: [one, two]") && both.contains("VisibilityTimeout: 180"), "{both}");
    assert_eq!(write(&both, &ONE), both);
}

#[test]
fn the_dead_letters_of_one_are_the_queue_of_another() {
    const ORDERS: Trigger = Trigger::Sqs(Sqs::queue("orders"));
    const DEAD: Trigger = Trigger::Sqs(Sqs::queue("orders-dead-letter"));
    const ONE: Function = with("one", &[ORDERS]);
    const TWO: Function = with("two", &[DEAD]);
    let two = write(&write("", &ONE), &TWO);
    assert_eq!(write(&two, &ONE), two);
    for both in [with("both", &[ORDERS, DEAD]), with("both", &[DEAD, ORDERS])] {
        let both: &'static Function = Box::leak(Box::new(both));
        let both = template(both).to_yaml();
        assert_eq!(both.matches("QueueName: orders-dead-letter\n").count(), 1, "{both}");
        let queue = &both[both.find("\n  OrdersDeadLetterQueue:\n").unwrap()..];
        let queue = &queue[..queue.find("\n\n").unwrap()];
        assert!(queue.contains("VisibilityTimeout: 18") && queue.contains("RedrivePolicy:"), "{both}");
    }
}

#[test]
fn failures_do_not_go_to_a_queue_that_calls_the_function() {
    const FUNCTION: Function =
        with("orders", &[Trigger::Sqs(Sqs::queue("orders-failure")), Trigger::Sns(Sns::topic("orders"))]);
    let text = template(&FUNCTION).to_yaml();
    assert!(text.contains("Queue: !GetAtt OrdersFailureQueue.Arn"), "{text}");
    assert!(text.contains("Destination: !GetAtt OrdersFailureQueue2.Arn"), "{text}");
}

#[test]
fn two_tables_do_not_share_a_parameter() {
    const ONE: Function = with("one", &[Trigger::DynamoDb(DynamoDb::table("a-b"))]);
    const TWO: Function = with("two", &[Trigger::DynamoDb(DynamoDb::table("a_b"))]);
    const SAME: Function = with("same", ONE.triggers);
    const BOTH: Function =
        with("both", &[Trigger::DynamoDb(DynamoDb::table("a-b")), Trigger::DynamoDb(DynamoDb::table("a_b"))]);
    let why = "the parameter `ABTableStreamArn` is for `a-b`, and `a_b` would have the same name in the template; rename one of them";
    refused(&write("", &ONE), &TWO, why);
    write(&write("", &ONE), &SAME);
    let both = template(&BOTH).to_yaml();
    assert!(both.contains("!Ref ABTableStreamArn\n") && both.contains("!Ref ABTableStreamArn2\n"), "{both}");
}

/// Of a binary of the package `tests`, which has several.
fn written_by(binary: &str, text: &str, function: &'static Function, prune: bool) -> Result<Update, String> {
    let package = Package {
        folder: Some("tests".to_owned()),
        binary: Some(binary.to_owned()),
        base: Path::new(env!("CARGO_MANIFEST_DIR")).join(".."),
        cargo: Some(env!("CARGO").into()),
    };
    update(text, function, &package, prune)
}

#[test]
fn a_name_is_one_binary_s() {
    let text = written_by("fixture-init", "", &ALL, false).unwrap().text;
    let refused = written_by("fixture-forms", &text, &ALL, false).err();
    let why =
        "a function `orders` is there already, from the binary `fixture-init` in `tests`; names are unique in a file";
    assert_eq!(refused.as_deref(), Some(why));
}

#[test]
fn a_function_moves_with_its_binary() {
    let text = written_by("fixture-init", "", &ALL, false).unwrap().text;
    let before = text.replace("fixture-init", "fixture-of-old");
    let moved = written_by("fixture-init", &before, &ALL, false).unwrap();
    let note =
        "the function `orders` is now the binary `fixture-init` in `tests`, before it was `fixture-of-old` in `tests`";
    assert_eq!((moved.text, moved.notes), (text.clone(), vec![note.to_owned()]));
    let before = text.replace("CodeUri: tests", "CodeUri: no/such/package").replace("[tests,", "[no/such/package,");
    let moved = written_by("fixture-init", &before, &ALL, false).unwrap();
    let note = "the function `orders` is now the binary `fixture-init` in `tests`, before it was `fixture-init` in `no/such/package`";
    assert_eq!((moved.text, moved.notes), (text, vec![note.to_owned()]));
}

#[test]
fn a_function_whose_binary_is_gone_is_left_over() {
    const RENAMED: Function = Function { name: "purchases", ..ALL };
    let text = written_by("fixture-init", "", &ALL, false).unwrap().text;
    let before = text.replace("fixture-init", "fixture-of-old");
    let both = written_by("fixture-init", &before, &RENAMED, false).unwrap();
    let why: Vec<_> = both.left_over.iter().map(|stale| (stale.name.clone(), stale.why.as_str())).collect();
    let gone = "the function `orders` is gone, there is no binary `fixture-of-old` in `tests`";
    let expected = [("Outputs.OrdersFunctionArn", gone), ("Resources.OrdersFunction", gone)];
    assert_eq!(why, expected.map(|(path, why)| (path.to_owned(), why)));
    let pruned = written_by("fixture-init", &both.text, &RENAMED, true).unwrap();
    assert!(pruned.text.contains("PurchasesFunction") && !pruned.text.contains("OrdersFunction"), "{}", pruned.text);
    // the other one is still there
    let others = written_by("fixture-forms", &text, &RENAMED, false).unwrap();
    assert!(others.left_over.is_empty());
}
