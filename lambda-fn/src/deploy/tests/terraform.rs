//! `tests/templates/NAME.tf`: the module for each trigger, to be read by a person.

use std::collections::HashSet;
use std::path::Path;
use std::{env, fs};

use super::functions::GOLDEN;
use crate::deploy::terraform::module;
use crate::function::Function;
use crate::trigger::{CloudWatchLogs, Firehose, Http, HttpKind, Kinesis, S3, Sqs, Trigger};

#[test]
fn modules_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/templates");
    for (name, function) in GOLDEN {
        let file = folder.join(name).with_extension("tf");
        let printed = module(function);
        if env::var_os("UPDATE_TEMPLATES").is_some() {
            fs::write(&file, &printed).expect("the module can be written");
        }
        let pinned = fs::read_to_string(&file).unwrap_or_default();
        assert!(pinned == printed, "{} is not what is printed now:\n{printed}", file.display());
    }
}

fn module_of(triggers: &'static [Trigger]) -> String {
    module(&Function { triggers, ..Function::named("orders") })
}

/// The blocks that begin so.
fn blocks<'a>(module: &'a str, head: &str) -> Vec<&'a str> {
    let blocks = module.split("\n}\n").map(|block| block.trim_start_matches('\n'));
    let code = |block: &'a str| block.find(head).filter(|at| *at == 0 || block[..*at].ends_with('\n')).map(|_| block);
    blocks.filter_map(code).collect()
}

#[test]
fn nothing_is_declared_twice() {
    const TRIGGERS: &[Trigger] = &[
        Trigger::Firehose(Firehose::stream("clicks")),
        Trigger::Firehose(Firehose::stream("views")),
        Trigger::S3(S3 { prefix: Some("in/"), ..S3::bucket("reports") }),
        Trigger::S3(S3 { prefix: Some("out/"), ..S3::bucket("arn:aws:s3:::reports") }),
        Trigger::Http(Http { kind: Some(HttpKind::Alb), ..Http::any() }),
        Trigger::Http(Http { kind: Some(HttpKind::RestApi), ..Http::any() }),
    ];
    let modules = GOLDEN.iter().map(|(_, function)| module(function)).chain([module_of(TRIGGERS)]);
    for module in modules {
        let heads = module.lines().filter(|line| line.ends_with('{') && !line.starts_with([' ', '#']));
        let mut seen = HashSet::new();
        for head in heads {
            assert!(seen.insert(head), "`{head}` stands twice in\n{module}");
        }
    }
}

#[test]
fn a_bucket_has_its_notifications_in_one_resource() {
    const TRIGGERS: &[Trigger] = &[
        Trigger::S3(S3 { prefix: Some("in/"), ..S3::bucket("reports") }),
        Trigger::S3(S3::bucket("archive")),
        Trigger::S3(S3 { events: &["s3:ObjectRemoved:*"], ..S3::bucket("arn:aws:s3:::reports") }),
    ];
    let module = module_of(TRIGGERS);
    let [reports, archive] = blocks(&module, "resource \"aws_s3_bucket_notification\"")[..] else { panic!("{module}") };
    assert!(reports.contains("trigger_1.id") && archive.contains("trigger_2.id"), "{module}");
    let sent = |notifications: &str| notifications.matches("  lambda_function {").count();
    assert_eq!((sent(reports), sent(archive)), (2, 1), "{module}");
    assert_eq!(blocks(&module, "resource \"aws_lambda_permission\"").len(), 2, "{module}");
}

#[test]
fn objects_can_be_read_where_there_are_any() {
    const CREATED: &[Trigger] = &[
        Trigger::S3(S3 { prefix: Some("in/"), ..S3::bucket("reports") }),
        Trigger::S3(S3 { prefix: Some("out/"), ..S3::bucket("reports") }),
    ];
    const REMOVED: &[Trigger] = &[Trigger::S3(S3 { events: &["s3:ObjectRemoved:*"], ..S3::bucket("reports") })];
    let module = module_of(CREATED);
    assert_eq!(module.matches("\"s3:GetObject\"").count(), 1, "{module}");
    assert!(module.contains("Resource = [\"${data.aws_s3_bucket.trigger_1.arn}/*\"]"), "{module}");
    assert!(!module_of(REMOVED).contains("s3:GetObject"));
}

#[test]
fn a_consumer_has_permissions_of_its_own() {
    const CONSUMER: &str = "arn:aws:kinesis:eu-central-1:123456789012:stream/clicks/consumer/orders:1";
    let module = module_of(const { &[Trigger::Kinesis(Kinesis::stream(CONSUMER))] });
    let [policy] = blocks(&module, "resource \"aws_iam_role_policy\" ")[..] else { panic!("{module}") };
    let statements: Vec<_> = policy.split("Effect").skip(1).collect();
    let resource = |action: &str| {
        let statement = statements.iter().find(|statement| statement.contains(action));
        let line = statement.and_then(|statement| statement.lines().find(|line| line.contains("Resource = ")));
        line.unwrap_or_else(|| panic!("{action} in {module}")).trim()
    };
    assert_eq!(resource("kinesis:SubscribeToShard"), format!("Resource = [\"{CONSUMER}\"]"));
    assert_eq!(
        resource("kinesis:GetRecords"),
        "Resource = [\"arn:aws:kinesis:eu-central-1:123456789012:stream/clicks\"]"
    );
}

#[test]
fn a_dead_letter_queue_has_no_name_that_is_too_long() {
    const LONG: &str = "a-queue-with-a-name-that-is-as-long-as-those-of-SQS-can-be-80-characters-as-here";
    const { assert!(LONG.len() == 80) };
    let module = module_of(const { &[Trigger::Sqs(Sqs::queue(LONG))] });
    let [dead, queue] = blocks(&module, "resource \"aws_sqs_queue\"")[..] else { panic!("{module}") };
    assert!(!dead.contains("  name ") && queue.contains(LONG), "{module}");
}

#[test]
fn the_filters_of_a_log_group_differ_in_their_names() {
    const TRIGGERS: &[Trigger] = &[
        Trigger::CloudWatchLogs(CloudWatchLogs::group("orders")),
        Trigger::CloudWatchLogs(CloudWatchLogs::group("arn:aws:logs:eu-central-1:123456789012:log-group:orders:*")),
    ];
    let module = module_of(TRIGGERS);
    let filters = blocks(&module, "resource \"aws_cloudwatch_log_subscription_filter\"");
    let names: HashSet<_> =
        filters.iter().filter_map(|filter| filter.lines().find(|line| line.starts_with("  name "))).collect();
    assert_eq!(names.len(), 2, "{module}");
}
