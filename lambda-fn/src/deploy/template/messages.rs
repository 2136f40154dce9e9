//! Services that call the function themselves.

use super::arn::{arn, is_arn, resource};
use super::names::logical_id;
use super::parts::{Parts, claim};
use crate::deploy::node::{Claim, Entry, Node};
use crate::trigger::{CloudWatchLogs, Cognito, CognitoTrigger, Envelope, Firehose, S3, Sns};

pub(crate) fn sns(sns: &Sns, parts: &mut Parts) {
    parts.asynchronous = true;
    let event = format!("{}Topic", logical_id(resource(sns.topic)));
    if sns.envelope == Some(Envelope::S3) {
        parts.note([
            format!("The topic `{}` has to be notified by its S3 bucket, and to let it in: an", resource(sns.topic)),
            "`AWS::SNS::TopicPolicy` that allows `s3.amazonaws.com` to `sns:Publish` where `aws:SourceArn` is the bucket's ARN."
                .to_owned(),
        ]);
    }
    parts.event(&event, "SNS", vec![Entry::new("Topic", arn("sns", "", sns.topic))]);
}

/// SAM takes only a bucket of the same template, so that one by name is made; for one by ARN the permission is.
pub(crate) fn s3(s3: &S3, parts: &mut Parts) {
    parts.asynchronous = true;
    let name = resource(s3.bucket);
    let id = format!("{}Bucket", logical_id(name));
    // by name: a reference from the function's role to the bucket and one back from its notifications are a circle
    if reads_objects(s3) {
        parts.policy("S3ReadPolicy", vec![Entry::text("BucketName", name)]);
    }
    if is_arn(s3.bucket) {
        let function = parts.function.clone();
        let permission = vec![
            Entry::text("Action", "lambda:InvokeFunction").initial(),
            Entry::new("FunctionName", Node::reference(&function)).initial(),
            Entry::text("Principal", "s3.amazonaws.com").initial(),
            Entry::new("SourceAccount", Node::reference("AWS::AccountId")).initial(),
            Entry::text("SourceArn", s3.bucket),
        ];
        parts.resource(&format!("{function}{id}Permission"), "AWS::Lambda::Permission", vec![], permission);
        let events = s3.events.join(", ");
        parts.note([format!("The bucket `{name}` is of another stack: let it notify the function of {events}.")]);
        return;
    }
    let kept = ["DeletionPolicy", "UpdateReplacePolicy"].map(|key| Entry::text(key, "Retain").initial());
    let bucket = parts.resource(&id, "AWS::S3::Bucket", kept.into(), vec![Entry::text("BucketName", name)]);
    let is_named = s3.events != S3::bucket(s3.bucket).events;
    let mut properties = vec![Entry::new("Bucket", Node::reference(&bucket))];
    properties.push(Entry::new("Events", Node::texts(s3.events.iter().copied())).claim(claim(is_named)));
    let rules = [("prefix", s3.prefix), ("suffix", s3.suffix)];
    let rules: Vec<_> = rules
        .into_iter()
        .filter_map(|(name, value)| Some(Node::map([Entry::text("Name", name), Entry::text("Value", value?)])))
        .collect();
    if !rules.is_empty() {
        let rules = Entry::map("S3Key", [Entry::new("Rules", Node::List(rules)).claim(Claim::Whole)]);
        properties.push(Entry::map("Filter", [rules]));
    }
    parts.event(&id, "S3", properties);
}

/// Whether there are objects to be read, for all that the events tell.
pub(crate) fn reads_objects(s3: &S3) -> bool {
    s3.events.iter().any(|event| event.starts_with("s3:ObjectCreated:") || event.starts_with("s3:ObjectRestore:"))
}

pub(crate) fn cloudwatch_logs(logs: &CloudWatchLogs, parts: &mut Parts) {
    parts.asynchronous = true;
    let group = group(logs);
    if is_own(logs, parts.name) {
        parts.note([
            "What it logs calls it again, without end: this is its own log group. Let it log to another one, by"
                .to_owned(),
            "`LogGroup` in its `LoggingConfig`.".to_owned(),
        ]);
    }
    let filter = Entry::text("FilterPattern", logs.filter.unwrap_or_default()).claim(claim(logs.filter.is_some()));
    let properties = vec![Entry::text("LogGroupName", group), filter];
    parts.event(&format!("{}Logs", logical_id(group)), "CloudWatchLogs", properties);
}

fn group(logs: &CloudWatchLogs) -> &str {
    resource(logs.group).trim_start_matches("log-group:").trim_end_matches(":*")
}

/// Whether it is the group that Lambda makes for the function.
pub(crate) fn is_own(logs: &CloudWatchLogs, function: &str) -> bool {
    group(logs).strip_prefix("/aws/lambda/") == Some(function)
}

/// SAM takes only a user pool of the same template, and the attribute names none.
pub(crate) fn cognito(cognito: Cognito, parts: &mut Parts) {
    let step = step(cognito.trigger);
    if has_a_version(cognito.trigger) {
        by_hand(cognito.trigger, step, parts);
        return;
    }
    let kept = ["DeletionPolicy", "UpdateReplacePolicy"].map(|key| Entry::text(key, "Retain").initial());
    let pool = parts.helper("UserPool", "AWS::Cognito::UserPool", kept.into(), vec![]);
    let properties = vec![Entry::new("UserPool", Node::reference(pool)).initial(), Entry::text("Trigger", step)];
    parts.event(step, "Cognito", properties);
}

/// The user guide of `CloudFormation`, "`AWS::Cognito::UserPool` `LambdaConfig`": these are maps, and the event of SAM
/// writes the ARN alone.
fn has_a_version(trigger: CognitoTrigger) -> bool {
    is_custom_sender(trigger) || trigger == CognitoTrigger::InboundFederation
}

fn is_custom_sender(trigger: CognitoTrigger) -> bool {
    matches!(trigger, CognitoTrigger::CustomSmsSender | CognitoTrigger::CustomEmailSender)
}

fn by_hand(trigger: CognitoTrigger, step: &str, parts: &mut Parts) {
    let function = parts.function.clone();
    parts.note([
        format!("SAM has no event for `{step}`: in the `LambdaConfig` of the user pool, write"),
        format!("`{step}: {{LambdaArn: !GetAtt {function}.Arn, LambdaVersion: V1_0}}`,"),
    ]);
    if is_custom_sender(trigger) {
        parts.note([
            "and as its `KMSKeyID` the ARN of the key that the codes are encrypted with, which the function".to_owned(),
            "needs `kms:Decrypt` for;".to_owned(),
        ]);
    }
    parts.note([
        "and let `cognito-idp.amazonaws.com` call the function (`AWS::Lambda::Permission`), with the pool's ARN"
            .to_owned(),
        "as its `SourceArn`.".to_owned(),
    ]);
}

fn step(trigger: CognitoTrigger) -> &'static str {
    match trigger {
        CognitoTrigger::PreSignUp => "PreSignUp",
        CognitoTrigger::PostConfirmation => "PostConfirmation",
        CognitoTrigger::PreAuthentication => "PreAuthentication",
        CognitoTrigger::PostAuthentication => "PostAuthentication",
        CognitoTrigger::PreTokenGeneration => "PreTokenGeneration",
        CognitoTrigger::UserMigration => "UserMigration",
        CognitoTrigger::CustomMessage => "CustomMessage",
        CognitoTrigger::DefineAuthChallenge => "DefineAuthChallenge",
        CognitoTrigger::CreateAuthChallenge => "CreateAuthChallenge",
        CognitoTrigger::VerifyAuthChallengeResponse => "VerifyAuthChallengeResponse",
        CognitoTrigger::CustomSmsSender => "CustomSMSSender",
        CognitoTrigger::CustomEmailSender => "CustomEmailSender",
        CognitoTrigger::InboundFederation => "InboundFederation",
    }
}

/// A stream names the function in its own settings, and calls it in its own role.
pub(crate) fn firehose(firehose: &Firehose, parts: &mut Parts) {
    let stream =
        firehose.stream.map_or("a Firehose stream".to_owned(), |stream| format!("the Firehose stream `{stream}`"));
    parts.note([
        format!("For {stream}: name the function's ARN in its `ProcessingConfiguration`,"),
        "and let the stream's role call it (`lambda:InvokeFunction`).".to_owned(),
    ]);
}
