//! A function as an AWS SAM template: what of it is the code's.

pub(crate) mod arn;
pub(crate) mod batches;
mod failures;
pub(crate) mod http;
pub(crate) mod messages;
mod names;
mod parts;
pub(crate) mod queue;
mod sources;
mod times;

use std::collections::BTreeMap;
use std::time::Duration;

use super::change::{Path, Step};
use super::document::Tree;
use super::node::{Claim, Entry, Node};
use super::package::Package;
use super::value::Call;
use super::yaml;
use crate::function::{Architecture, Function};
use crate::trigger::Trigger;
use names::logical_id;
use parts::Parts;

/// The key of the metadata that says which resources are made from code.
pub(crate) const MARKER: &str = "LambdaFn";
/// In the marker: the functions for which the resource is there.
pub(crate) const FUNCTIONS: &str = "Functions";
/// In the marker of a function: the folder and the binary that it was built from when the code wrote them.
pub(crate) const FROM: &str = "From";
/// In the marker of a function: the properties that go when the code no longer names them.
pub(crate) const OWNS: &str = "Owns";

/// Properties by which AWS knows a resource: under another one it is another resource.
pub(crate) const PHYSICAL_NAMES: [&str; 3] = ["FunctionName", "QueueName", "BucketName"];

pub(crate) use sources::was_written_by_code;

/// Lambda's API reference, `CreateFunction`: "The default is 3 seconds".
pub(crate) const DEFAULT_TIMEOUT: u64 = 3;

/// What a file says of the times that others follow from.
pub(crate) struct Times {
    /// How long the function may take.
    pub(crate) timeout: Seconds,
    /// The batching windows in the file, by the names of the events.
    pub(crate) windows: BTreeMap<String, Seconds>,
}

impl Times {
    /// As the code alone says them.
    pub(crate) fn of(function: &Function) -> Self {
        Self { timeout: Seconds::Known(timeout(function)), windows: BTreeMap::new() }
    }

    /// The batching window of an event: what the attribute says, unless a person has it from elsewhere.
    pub(crate) fn window(&self, event: &str, said: Option<Duration>) -> Seconds {
        match (self.windows.get(event), said) {
            (Some(unknown @ Seconds::Unknown(_)), _) => unknown.clone(),
            (_, Some(said)) => Seconds::Known(said.as_secs()),
            (there, None) => there.cloned().unwrap_or(Seconds::Known(0)),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Seconds {
    Known(u64),
    /// A person has it from elsewhere; as it is written.
    Unknown(String),
}

impl Seconds {
    pub(crate) fn unknown(tree: &Tree) -> Self {
        Self::Unknown(match Call::of(tree) {
            Some(Call { function, argument }) => format!("`{function} {argument}`"),
            None => "made elsewhere".to_owned(),
        })
    }

    pub(crate) fn known(&self) -> Option<u64> {
        match self {
            Self::Known(seconds) => Some(*seconds),
            Self::Unknown(_) => None,
        }
    }
}

/// What a function needs in a template.
pub(crate) struct Template {
    /// The name under which Lambda knows the function.
    pub(crate) function: &'static str,
    /// The name of the function's resource.
    pub(crate) resource: String,
    /// The top level of the template.
    pub(crate) root: Vec<Entry>,
    /// The properties that the code may stop naming, as paths below `Properties`.
    pub(crate) owned: Vec<String>,
    /// Parameters and resources that are there only to be referred to.
    pub(crate) helpers: Vec<String>,
}

impl Template {
    /// With the times of the file where the code says none.
    pub(crate) fn of(function: &'static Function, package: &Package, times: &Times) -> Self {
        let resource = resource_of(function);
        let mut parts = Parts::new(function, &resource);
        for trigger in function.triggers {
            trigger_parts(trigger, times, &mut parts);
        }
        failures::add(&mut parts);
        let arn = Node::attribute(&resource, "Arn");
        parts.outputs.insert(0, parts::output(format!("{resource}Arn"), format!("The ARN of {}", function.name), arn));

        let mut helpers = std::mem::take(&mut parts.helpers);
        helpers.extend(parts.parameters.iter().map(|parameter| parameter.key.clone()));
        let properties = properties(function, package, &mut parts);
        let owned = owned(&properties);
        let main = function_resource(function, package, properties, &owned, &mut parts);
        parts.resources.insert(0, main);
        let mut root = vec![
            Entry::text("AWSTemplateFormatVersion", "2010-09-09").initial(),
            Entry::text("Transform", "AWS::Serverless-2016-10-31").claim(Claim::Holds),
        ];
        if parts.binary {
            root.push(Entry::map("Globals", [binary_bodies()]));
        }
        if !parts.parameters.is_empty() {
            root.push(Entry::map("Parameters", parts.parameters));
        }
        root.push(Entry::map("Resources", parts.resources));
        root.push(Entry::map("Outputs", parts.outputs));
        Self { function: function.name, resource, root, owned, helpers }
    }

    /// The entries of a section: `Resources`, `Outputs`, `Parameters`.
    pub(crate) fn section(&self, name: &str) -> &[Entry] {
        match self.root.iter().find(|entry| entry.key == name).map(|entry| &entry.value) {
            Some(Node::Map(entries)) => entries,
            _ => &[],
        }
    }

    /// The function's events.
    pub(crate) fn events(&self) -> &[Entry] {
        let function = self.section("Resources").iter().find(|entry| entry.key == self.resource);
        match function.and_then(|function| function.value.get("Properties")?.get("Events")) {
            Some(Node::Map(events)) => events,
            _ => &[],
        }
    }

    /// Whether something is said at a place in its resources.
    pub(crate) fn has(&self, path: &Path) -> bool {
        let Some(Step::Key(section)) = path.0.first() else { return false };
        let mut steps = path.0[1..].iter();
        let Some(Step::Key(resource)) = steps.next() else { return false };
        let resource = self.section(section).iter().find(|entry| entry.key == *resource).map(|entry| &entry.value);
        let found = steps.try_fold(resource, |node, step| match step {
            Step::Key(key) => node.map(|node| node.get(key)),
            Step::Item(_) => None,
        });
        found.flatten().is_some()
    }

    /// A file with this function alone.
    pub(crate) fn to_yaml(&self) -> String {
        let mut sections: Vec<String> = Vec::new();
        for entry in &self.root {
            match &entry.value {
                Node::Map(entries) => {
                    let entries: Vec<_> = entries.iter().map(|entry| yaml::entry(entry, 2)).collect();
                    sections.push(format!("\n{}:\n{}", entry.key, entries.join("\n")));
                }
                _ => sections.push(yaml::entry(entry, 0)),
            }
        }
        sections.concat()
    }
}

/// API Gateway's Developer Guide, "Binary media types for REST APIs": by `*/*` all bodies are binary; without it they are
/// text, and others come out damaged. Of the API that SAM makes from events, only `Globals` says this.
fn binary_bodies() -> Entry {
    let types = Entry::new("BinaryMediaTypes", Node::texts(["*/*"])).initial();
    Entry::map("Api", [types.comment("bodies are passed on byte for byte")])
}

/// The name of a function's resource.
pub(crate) fn resource_of(function: &Function) -> String {
    format!("{}Function", logical_id(function.name))
}

fn trigger_parts(trigger: &Trigger, times: &Times, parts: &mut Parts) {
    match trigger {
        Trigger::Sqs(sqs) => queue::add(sqs, times, parts),
        Trigger::Kinesis(kinesis) => batches::kinesis(kinesis, parts),
        Trigger::DynamoDb(dynamodb) => batches::dynamodb(dynamodb, parts),
        Trigger::Kafka(kafka) => batches::kafka(kafka, parts),
        Trigger::Sns(sns) => messages::sns(sns, parts),
        Trigger::S3(s3) => messages::s3(s3, parts),
        Trigger::CloudWatchLogs(logs) => messages::cloudwatch_logs(logs, parts),
        Trigger::Cognito(cognito) => messages::cognito(*cognito, parts),
        Trigger::Firehose(firehose) => messages::firehose(firehose, parts),
        Trigger::Http(http) => http::add(http, parts),
        Trigger::EventBridge(rule) => times::eventbridge(rule, parts),
        Trigger::Schedule(schedule) => times::schedule(schedule, parts),
    }
}

/// In seconds.
pub(crate) fn timeout(function: &Function) -> u64 {
    function.timeout.map_or(DEFAULT_TIMEOUT, |timeout| timeout.as_secs())
}

fn function_resource(
    function: &Function,
    package: &Package,
    properties: Vec<Entry>,
    owned: &[String],
    parts: &mut Parts,
) -> Entry {
    let mut build = Vec::new();
    if let Some(binary) = &package.binary {
        build.push(Entry::map("BuildProperties", [Entry::text("Binary", binary).initial()]));
    }
    let mut marker = vec![Entry::new(FUNCTIONS, Node::texts([function.name])).claim(Claim::Holds)];
    if let Some(folder) = &package.folder {
        marker.push(Entry::new(FROM, Node::texts(std::iter::once(folder).chain(&package.binary))));
    }
    if !owned.is_empty() {
        marker.push(Entry::new(OWNS, Node::texts(owned)).claim(Claim::Holds));
    }
    let metadata = [Entry::text("BuildMethod", "rust-cargolambda").initial()];
    let metadata = metadata.into_iter().chain(build).chain([Entry::map(MARKER, marker)]);
    let notes = std::mem::take(&mut parts.notes);
    Entry::map(
        parts.function.clone(),
        [
            Entry::text("Type", "AWS::Serverless::Function"),
            Entry::map("Metadata", metadata),
            Entry::map("Properties", properties).notes(notes),
        ],
    )
}

fn properties(function: &Function, package: &Package, parts: &mut Parts) -> Vec<Entry> {
    let code = match &package.folder {
        Some(folder) => Entry::text("CodeUri", folder).claim(Claim::Folder),
        None => Entry::text("CodeUri", ".").initial(),
    };
    let mut properties = vec![Entry::text("FunctionName", function.name)];
    if let Some(description) = function.description {
        properties.push(Entry::text("Description", description));
    }
    let runtime = [("Handler", "bootstrap"), ("Runtime", "provided.al2023")];
    properties.push(code);
    properties.extend(runtime.map(|(key, value)| Entry::text(key, value).claim(Claim::Once)));
    if let Some(arch) = function.arch {
        let name = match arch {
            Architecture::Arm64 => "arm64",
            Architecture::X86_64 => "x86_64",
        };
        properties.push(Entry::new("Architectures", Node::texts([name])));
    }
    if let Some(memory) = function.memory {
        properties.push(Entry::new("MemorySize", Node::number(memory)));
    }
    if let Some(timeout) = function.timeout {
        properties.push(Entry::new("Timeout", Node::number(timeout.as_secs())));
    }
    properties.push(Entry::map("LoggingConfig", [Entry::text("LogFormat", "JSON").initial()]));
    if !function.env.is_empty() {
        let variables = function.env.iter().map(|(name, value)| Entry::text(*name, *value));
        properties.push(Entry::map("Environment", [Entry::map("Variables", variables)]));
    }
    properties.append(&mut parts.properties);
    if !parts.policies.is_empty() {
        let policies = std::mem::take(&mut parts.policies);
        properties.push(Entry::new("Policies", Node::List(policies)).claim(Claim::Policies));
    }
    if !parts.events.is_empty() {
        properties.push(Entry::map("Events", std::mem::take(&mut parts.events)));
    }
    properties
}

/// What every function has, so that it never goes.
const ALWAYS: [&str; 5] = ["FunctionName", "CodeUri", "Handler", "Runtime", "LoggingConfig"];
/// What every event has.
pub(crate) const ALWAYS_OF_AN_EVENT: [&str; 16] = [
    "Queue",
    "Stream",
    "Topics",
    "Topic",
    "Bucket",
    "Pattern",
    "Schedule",
    "ScheduleExpression",
    "LogGroupName",
    "UserPool",
    "Trigger",
    "StartingPosition",
    "Events",
    "FilterPattern",
    "Path",
    "Method",
];

/// Those of them which the attribute may leave to a default, and which are a person's then.
const WITH_A_DEFAULT: [&str; 3] = ["StartingPosition", "Events", "FilterPattern"];

/// The properties that the code may stop naming, as paths below `Properties`.
fn owned(properties: &[Entry]) -> Vec<String> {
    let mut owned = Vec::new();
    for entry in properties.iter().filter(|entry| !ALWAYS.contains(&entry.key.as_str())) {
        match (entry.key.as_str(), &entry.value) {
            ("Environment", Node::Map(inner)) => {
                let variables = inner.iter().flat_map(|entry| keys(&entry.value));
                owned.extend(variables.map(|name| format!("Environment.Variables.{name}")));
            }
            ("Policies", Node::List(policies)) => {
                owned.extend(policies.iter().filter_map(policy_name).map(|name| format!("Policies.{name}")));
            }
            ("Events", Node::Map(events)) => {
                for event in events {
                    owned.push(format!("Events.{}", event.key));
                    let settings = settings(&event.value);
                    let has_a_parameter = matches!(event.value.text_at(&["Type"]), Some("DynamoDB" | "MSK"));
                    let is_owned = |entry: &&Entry| match entry.key.as_str() {
                        "Stream" => has_a_parameter && entry.claim == Claim::Exact,
                        key if WITH_A_DEFAULT.contains(&key) => entry.claim == Claim::Exact,
                        key => !ALWAYS_OF_AN_EVENT.contains(&key),
                    };
                    let settings = settings.iter().filter(is_owned);
                    owned.extend(settings.flat_map(leaves).map(|key| format!("Events.{}.{key}", event.key)));
                }
            }
            ("FunctionUrlConfig", value) => {
                owned.push(entry.key.clone());
                let mode = keys(value).filter(|key| *key == "InvokeMode");
                owned.extend(mode.map(|key| format!("{}.{key}", entry.key)));
            }
            (key, _) => owned.push(key.to_owned()),
        }
    }
    owned
}

fn keys(node: &Node) -> impl Iterator<Item = &str> {
    let entries = match node {
        Node::Map(entries) => &entries[..],
        _ => &[],
    };
    entries.iter().map(|entry| entry.key.as_str())
}

/// An event's properties.
fn settings(event: &Node) -> &[Entry] {
    match event.get("Properties") {
        Some(Node::Map(entries)) => entries,
        _ => &[],
    }
}

/// A property, or each that is in it where the code may stop naming one of them.
fn leaves(entry: &Entry) -> Vec<String> {
    let is_scalar = |node: &Node| !matches!(node, Node::Map(_) | Node::List(_));
    match &entry.value {
        Node::Map(inner) if inner.iter().all(|entry| is_scalar(&entry.value)) => {
            inner.iter().map(|inner| format!("{}.{}", entry.key, inner.key)).collect()
        }
        _ => vec![entry.key.clone()],
    }
}

/// A policy template with what it is applied to: `SQSPollerPolicy OrdersQueue.QueueName`.
pub(crate) fn policy_name(policy: &Node) -> Option<String> {
    let Node::Map(entries) = policy else { return None };
    let [Entry { key, value: Node::Map(parameters), .. }] = &entries[..] else { return None };
    let first = match &parameters.first()?.value {
        Node::Text(text) | Node::Literal(text) | Node::Call(_, text) => text,
        Node::List(_) | Node::Map(_) => return None,
    };
    Some(format!("{key} {first}"))
}
