//! What calls the function, but for HTTP.

use std::time::Duration;

use super::block::{Block, list, quoted, reference};
use super::{Module, Notifications, ONLY, output};
use crate::deploy::polled::Polled;
use crate::deploy::template::arn::{is_arn, resource};
use crate::deploy::template::messages::reads_objects;
use crate::deploy::template::queue::{dead_letter_name, visibility_timeout};
use crate::trigger::{
    CloudWatchLogs, Cognito, DynamoDb, EventBridge, Firehose, Kafka, Kinesis, S3, Schedule, Sns, Sqs, is_fifo,
};

const FUNCTION: &str = "aws_lambda_function.function.arn";

pub(super) fn sqs(sqs: &Sqs, name: &str, timeout: u64, module: &mut Module) {
    let arn = match is_arn(sqs.queue) {
        true => quoted(sqs.queue),
        false => queue(sqs, name, timeout, module),
    };
    let actions =
        vec!["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"];
    module.statements.push((actions, vec![arn.clone()]));
    let mut mapping = mapping(name, arn)
        .set_if("batch_size", sqs.batch_size)
        .set_if("maximum_batching_window_in_seconds", seconds(sqs.batching_window));
    if sqs.report_batch_item_failures {
        mapping = mapping.set("function_response_types", list(["ReportBatchItemFailures"]));
    }
    if let Some(maximum) = sqs.maximum_concurrency {
        mapping = mapping.block(Block::new("scaling_config", &[]).set("maximum_concurrency", maximum.to_string()));
    }
    module.blocks.push(mapping);
}

fn queue(sqs: &Sqs, name: &str, timeout: u64, module: &mut Module) -> String {
    let fifo = is_fifo(sqs.queue);
    let with_kind = |block: Block| if fifo { block.set("fifo_queue", "true") } else { block };
    let dead_name = format!("{name}_dead_letter");
    let dead = Block::new("resource", &["aws_sqs_queue", &dead_name]);
    let dead = with_kind(dead.set_if("name", dead_letter_name(sqs.queue).map(|name| quoted(&name))));
    module.blocks.push(dead.set("message_retention_seconds", "1209600 # 14 days, the longest that SQS has"));
    let visibility = visibility_timeout(timeout, sqs.batching_window.map_or(0, |window| window.as_secs()));
    let redrive = format!(
        "jsonencode({{\n    deadLetterTargetArn = aws_sqs_queue.{dead_name}.arn\n    maxReceiveCount     = 5\n  }})"
    );
    let queue = with_kind(Block::new("resource", &["aws_sqs_queue", name]).set("name", quoted(sqs.queue)))
        .set(
            "visibility_timeout_seconds",
            format!("{visibility} # six times the function's timeout, plus the batching window"),
        )
        .set("redrive_policy", redrive);
    module.blocks.push(queue);
    format!("aws_sqs_queue.{name}.arn")
}

pub(super) fn kinesis(kinesis: &Kinesis, name: &str, module: &mut Module) {
    let arn = match is_arn(kinesis.stream) {
        true => quoted(kinesis.stream),
        false => data(module, "aws_kinesis_stream", name, "name", kinesis.stream, "arn"),
    };
    let actions = vec![
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
    ];
    let stream = kinesis.stream.split_once("/consumer/").map(|(stream, _)| quoted(stream));
    module.statements.push((actions, vec![stream.clone().unwrap_or_else(|| arn.clone())]));
    if stream.is_some() {
        let actions = vec!["kinesis:DescribeStreamConsumer", "kinesis:SubscribeToShard"];
        module.statements.push((actions, vec![arn.clone()]));
    }
    let polled = Polled::from(kinesis);
    let mapping = polled.mapping(name, arn, module);
    module.blocks.push(mapping);
}

pub(super) fn dynamodb(dynamodb: &DynamoDb, name: &str, module: &mut Module) {
    let path = resource(dynamodb.table);
    let arn = match is_arn(dynamodb.table) && path.contains("/stream/") {
        true => quoted(dynamodb.table),
        false => data(module, "aws_dynamodb_table", name, "name", path.trim_start_matches("table/"), "stream_arn"),
    };
    let actions =
        vec!["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"];
    module.statements.push((actions, vec![arn.clone()]));
    let polled = Polled::from(dynamodb);
    let mapping = polled.mapping(name, arn, module);
    module.blocks.push(mapping);
}

pub(super) fn kafka(kafka: &Kafka, name: &str, module: &mut Module) {
    let arn = match kafka.cluster {
        Some(cluster) => quoted(cluster),
        None => {
            let variable = format!("{name}_cluster");
            let description = format!("The ARN of the Amazon MSK cluster with the topic {}", kafka.topic);
            let block =
                Block::new("variable", &[&variable]).set("type", "string").set("description", quoted(&description));
            module.variables.push(block);
            format!("var.{variable}")
        }
    };
    let policy = Block::new("resource", &["aws_iam_role_policy_attachment", name])
        .set("role", reference("aws_iam_role.function.name"))
        .set("policy_arn", quoted("arn:aws:iam::aws:policy/service-role/AWSLambdaMSKExecutionRole"));
    module.blocks.push(policy);
    let polled = Polled::from(kafka);
    let mut mapping = polled.mapping(name, arn, module).set("topics", list([kafka.topic]));
    if kafka.minimum_pollers.is_some() || kafka.maximum_pollers.is_some() {
        let pollers = Block::new("provisioned_poller_config", &[])
            .set_if("minimum_pollers", kafka.minimum_pollers)
            .set_if("maximum_pollers", kafka.maximum_pollers);
        mapping = mapping.block(pollers);
    }
    module.blocks.push(mapping);
}

impl Polled {
    fn mapping(&self, name: &str, arn: String, module: &mut Module) -> Block {
        let mut mapping = mapping(name, arn)
            .set("starting_position", quoted(self.starting_position()))
            .set_if("batch_size", self.batch_size)
            .set_if("maximum_batching_window_in_seconds", seconds(self.batching_window))
            .set_if("bisect_batch_on_function_error", self.bisect_on_error.then_some("true"))
            .set_if("parallelization_factor", self.parallelization_factor)
            .set_if("maximum_retry_attempts", self.maximum_retry_attempts)
            .set_if("maximum_record_age_in_seconds", seconds(self.maximum_record_age));
        if self.report_batch_item_failures {
            mapping = mapping.set("function_response_types", list(["ReportBatchItemFailures"]));
        }
        if self.gives_up() {
            module.gives_up = true;
            let queue = Block::new("on_failure", &[]).set("destination_arn", reference("aws_sqs_queue.failures.arn"));
            mapping = mapping.block(Block::new("destination_config", &[]).block(queue));
        }
        mapping
    }
}

pub(super) fn sns(sns: &Sns, name: &str, module: &mut Module) {
    module.asynchronous = true;
    let arn = match is_arn(sns.topic) {
        true => quoted(sns.topic),
        false => data(module, "aws_sns_topic", name, "name", sns.topic, "arn"),
    };
    let subscription = Block::new("resource", &["aws_sns_topic_subscription", name])
        .set("topic_arn", arn.clone())
        .set("protocol", quoted("lambda"))
        .set("endpoint", reference(FUNCTION));
    module.blocks.push(subscription);
    module.blocks.push(permission(name, "sns.amazonaws.com", Some(arn)));
}

pub(super) fn s3(s3: &S3, name: &str, module: &mut Module) {
    module.asynchronous = true;
    let bucket = resource(s3.bucket);
    let known = module.notifications.iter().find(|notifications| notifications.bucket == bucket).cloned();
    let Notifications { name, place, .. } = known.unwrap_or_else(|| notifications(bucket, name, module));
    if reads_objects(s3) {
        let objects = vec![format!("\"${{data.aws_s3_bucket.{name}.arn}}/*\"")];
        let statement = (vec!["s3:GetObject", "s3:GetObjectVersion"], objects);
        if !module.statements.contains(&statement) {
            module.statements.push(statement);
        }
    }
    let function = Block::new("lambda_function", &[])
        .set("lambda_function_arn", reference(FUNCTION))
        .set("events", list(s3.events.iter().copied()))
        .set_if("filter_prefix", s3.prefix.map(quoted))
        .set_if("filter_suffix", s3.suffix.map(quoted));
    module.blocks[place].add(function);
}

/// Those of a bucket, still without what they are sent for.
fn notifications(bucket: &'static str, name: &str, module: &mut Module) -> Notifications {
    let arn = data(module, "aws_s3_bucket", name, "bucket", bucket, "arn");
    module.blocks.push(permission(name, "s3.amazonaws.com", Some(arn)));
    let notification = Block::new("resource", &["aws_s3_bucket_notification", name])
        .note("Takes the place of all notifications that the bucket has.")
        .set("bucket", format!("data.aws_s3_bucket.{name}.id"))
        .set("depends_on", format!("[aws_lambda_permission.{name}]"));
    let notifications = Notifications { bucket, name: name.to_owned(), place: module.blocks.len() };
    module.blocks.push(notification);
    module.notifications.push(notifications.clone());
    notifications
}

pub(super) fn eventbridge(rule: &EventBridge, name: &str, module: &mut Module) {
    module.asynchronous = true;
    let resource = Block::new("resource", &["aws_cloudwatch_event_rule", name])
        .set_if("event_bus_name", rule.bus.map(quoted))
        .set("event_pattern", quoted(rule.pattern));
    module.blocks.push(resource);
    target(name, rule.bus, module);
}

fn target(name: &str, bus: Option<&str>, module: &mut Module) {
    let target = Block::new("resource", &["aws_cloudwatch_event_target", name])
        .set_if("event_bus_name", bus.map(quoted))
        .set("rule", format!("aws_cloudwatch_event_rule.{name}.name"))
        .set("arn", reference(FUNCTION));
    module.blocks.push(target);
    let rule = format!("aws_cloudwatch_event_rule.{name}.arn");
    module.blocks.push(permission(name, "events.amazonaws.com", Some(rule)));
}

pub(super) fn schedule(schedule: &Schedule, name: &str, module: &mut Module) {
    module.asynchronous = true;
    let Some(zone) = schedule.timezone else {
        let rule = Block::new("resource", &["aws_cloudwatch_event_rule", name])
            .set("schedule_expression", quoted(schedule.expression));
        module.blocks.push(rule);
        return target(name, None, module);
    };
    let assume = "jsonencode({\n    Version = \"2012-10-17\"\n    Statement = [{\n      Effect    = \"Allow\"\n      Action    = \"sts:AssumeRole\"\n      Principal = { Service = \"scheduler.amazonaws.com\" }\n    }]\n  })";
    let invoke = "jsonencode({\n    Version = \"2012-10-17\"\n    Statement = [{\n      Effect   = \"Allow\"\n      Action   = \"lambda:InvokeFunction\"\n      Resource = aws_lambda_function.function.arn\n    }]\n  })";
    module.blocks.push(Block::new("resource", &["aws_iam_role", name]).set("assume_role_policy", assume));
    let policy = Block::new("resource", &["aws_iam_role_policy", name])
        .set("role", format!("aws_iam_role.{name}.id"))
        .set("policy", invoke);
    module.blocks.push(policy);
    let target =
        Block::new("target", &[]).set("arn", reference(FUNCTION)).set("role_arn", format!("aws_iam_role.{name}.arn"));
    let resource = Block::new("resource", &["aws_scheduler_schedule", name])
        .set("schedule_expression", quoted(schedule.expression))
        .set("schedule_expression_timezone", quoted(zone))
        .block(Block::new("flexible_time_window", &[]).set("mode", quoted("OFF")))
        .block(target);
    module.blocks.push(resource);
}

pub(super) fn cloudwatch_logs(logs: &CloudWatchLogs, name: &str, module: &mut Module) {
    module.asynchronous = true;
    let group = resource(logs.group).trim_start_matches("log-group:").trim_end_matches(":*");
    let arn = data(module, "aws_cloudwatch_log_group", name, "name", group, "arn");
    module.blocks.push(permission(name, "logs.amazonaws.com", Some(format!("\"${{{arn}}}:*\""))));
    let filter = Block::new("resource", &["aws_cloudwatch_log_subscription_filter", name])
        .set("name", filter_name(name))
        .set("log_group_name", quoted(group))
        .set("filter_pattern", quoted(logs.filter.unwrap_or_default()))
        .set("destination_arn", reference(FUNCTION))
        .set("depends_on", format!("[aws_lambda_permission.{name}]"));
    module.blocks.push(filter);
}

/// A log group has one filter of a name.
fn filter_name(trigger: &str) -> String {
    match trigger {
        ONLY => reference("aws_lambda_function.function.function_name"),
        trigger => format!("\"${{aws_lambda_function.function.function_name}}-{trigger}\""),
    }
}

pub(super) fn firehose(firehose: &Firehose, name: &str, module: &mut Module) {
    let stream =
        firehose.stream.map_or("a Firehose stream".to_owned(), |stream| format!("the Firehose stream `{stream}`"));
    let output = output(name, "firehose_processor", FUNCTION)
        .note(format!("For {stream}: its `processing_configuration` names this ARN, and its role may call it."));
    module.blocks.push(output);
}

pub(super) fn cognito(cognito: Cognito, name: &str, module: &mut Module) {
    let variable = format!("{name}_user_pool");
    let block = Block::new("variable", &[&variable])
        .set("type", "string")
        .set("description", quoted("The ARN of the Cognito user pool"));
    module.variables.push(block);
    let step = cognito.trigger;
    let permission = permission(name, "cognito-idp.amazonaws.com", Some(format!("var.{variable}")));
    module.blocks.push(permission.note(format!("The user pool's `lambda_config` names the function for {step:?}.")));
}

pub(super) fn permission(name: &str, principal: &str, source: Option<String>) -> Block {
    Block::new("resource", &["aws_lambda_permission", name])
        .set("action", quoted("lambda:InvokeFunction"))
        .set("function_name", reference("aws_lambda_function.function.function_name"))
        .set("principal", quoted(principal))
        .set_if("source_arn", source)
}

/// Something of another stack, found by its name.
fn data(module: &mut Module, kind: &str, name: &str, key: &str, value: &str, attribute: &str) -> String {
    module.blocks.push(Block::new("data", &[kind, name]).set(key, quoted(value)));
    format!("data.{kind}.{name}.{attribute}")
}

fn mapping(name: &str, source: String) -> Block {
    Block::new("resource", &["aws_lambda_event_source_mapping", name])
        .set("event_source_arn", source)
        .set("function_name", reference(FUNCTION))
}

fn seconds(duration: Option<Duration>) -> Option<u64> {
    duration.map(|duration| duration.as_secs())
}
