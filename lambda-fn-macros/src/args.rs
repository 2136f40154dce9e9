//! The attribute's arguments: which keys there are and which kind of value each takes.

use std::collections::HashSet;
use std::fmt::{self, Display};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{LitBool, LitInt, LitStr, Path};

use crate::errors::Errors;
use crate::grammar::{Arg, Argument, nearest, read_arguments, unknown_key};
use crate::trigger::{Kind, TriggerArgs};

#[derive(Default)]
pub(crate) struct Args {
    /// The keys that are given, those with a value that was refused and misspelt ones too.
    given: HashSet<String>,
    pub(crate) init: Option<Arg<Path>>,
    pub(crate) shutdown: Option<Arg<Path>>,
    pub(crate) runtime: Option<Arg<LitStr>>,
    pub(crate) worker_threads: Option<Arg<LitInt>>,
    pub(crate) memory: Option<Arg<LitInt>>,
    pub(crate) timeout: Option<Arg<Timeout>>,
    pub(crate) early_timeout: Option<Arg<LitStr>>,
    pub(crate) arch: Option<Arg<LitStr>>,
    pub(crate) name: Option<Arg<LitStr>>,
    pub(crate) description: Option<Arg<LitStr>>,
    pub(crate) env: Option<Arg<Vec<Arg<LitStr>>>>,
    pub(crate) managed_instances: Option<Arg<LitBool>>,
    pub(crate) tracing: Option<Arg<LitBool>>,
    pub(crate) crate_path: Option<Arg<Path>>,
    pub(crate) triggers: Vec<TriggerArgs>,
    pub(crate) concurrency: Option<Arg<LitInt>>,
    pub(crate) reserve: Option<Arg<LitStr>>,
    pub(crate) on_discard: Option<Arg<Path>>,
    pub(crate) undecodable: Option<Arg<LitStr>>,
}

/// `timeout = 30`, `timeout = "30s"`
pub(crate) enum Timeout {
    Seconds(LitInt),
    Text(LitStr),
}

pub(crate) const KEYS: [&str; 30] = [
    "init",
    "shutdown",
    "runtime",
    "worker_threads",
    "memory",
    "timeout",
    "early_timeout",
    "arch",
    "name",
    "description",
    "env",
    "managed_instances",
    "tracing",
    "crate",
    "sqs",
    "kinesis",
    "dynamodb",
    "kafka",
    "sns",
    "s3",
    "eventbridge",
    "schedule",
    "cloudwatch_logs",
    "firehose",
    "cognito",
    "http",
    "concurrency",
    "reserve",
    "on_discard",
    "undecodable",
];

/// What people type who know these settings from elsewhere.
const OTHER_NAMES: [(&str, &str); 33] = [
    ("alb", "http"),
    ("api", "http"),
    ("architecture", "arch"),
    ("architectures", "arch"),
    ("cleanup", "shutdown"),
    ("concurrent", "managed_instances"),
    ("cold_start", "init"),
    ("cron", "schedule"),
    ("dead_letter_queue", "on_discard"),
    ("dlq", "on_discard"),
    ("dynamo", "dynamodb"),
    ("environment", "env"),
    ("env_var", "env"),
    ("event_bridge", "eventbridge"),
    ("event_rule", "eventbridge"),
    ("flavor", "runtime"),
    ("function_name", "name"),
    ("function_url", "http"),
    ("graceful_shutdown", "shutdown"),
    ("logs", "cloudwatch_logs"),
    ("max_concurrency", "concurrency"),
    ("mem", "memory"),
    ("memory_size", "memory"),
    ("msk", "kafka"),
    ("on_shutdown", "shutdown"),
    ("parallelism", "concurrency"),
    ("rate", "schedule"),
    ("rule", "eventbridge"),
    ("scheduled", "schedule"),
    ("setup", "init"),
    ("state", "init"),
    ("url", "http"),
    ("teardown", "shutdown"),
];

/// Keys of the derive that are none of the attribute.
const OF_AN_ERROR: [&str; 3] = ["error_type", "retry", "status"];

impl Args {
    pub(crate) fn parse(tokens: TokenStream, errors: &Errors) -> Self {
        let mut args = Self::default();
        let mut outside = Vec::new();
        read_arguments(tokens, &KEYS, errors, |argument| match Kind::with_key(&argument.key.to_string()) {
            Some(_) if !KEYS.contains(&argument.key.to_string().as_str()) => outside.push(argument),
            _ => args.read(argument, errors),
        });
        for argument in outside {
            args.of_a_source(&argument, errors);
        }
        args
    }

    /// Whether HTTP requests call the function.
    pub(crate) fn is_http(&self) -> bool {
        self.triggers.iter().any(|trigger| trigger.kind == Kind::Http)
    }

    /// Whether a key was given, so that nothing is said of its absence.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.given.contains(key)
    }

    /// A key that stands beside the source that it belongs in: one of those that are there, if any has it.
    fn of_a_source(&mut self, argument: &Argument, errors: &Errors) {
        let key = argument.key.to_string();
        let there = self.triggers.iter().map(|trigger| trigger.kind).find(|kind| kind.keys().contains(&key.as_str()));
        let Some(kind) = there.or_else(|| Kind::with_key(&key)) else { return };
        let value = if argument.stands_alone() { "" } else { " = …" };
        let (word, name) = (kind.word(), kind.name());
        // what names the source comes first in it
        let within = match kind.keys()[0] == key && !kind.takes_value() {
            true => format!("{word}({key}{value})"),
            false if kind.stands_alone() => format!("{word}({key}{value})"),
            false if kind.takes_value() => format!("{word}(\"…\", {key}{value})"),
            false => format!("{word}({name} = …, {key}{value})"),
        };
        let message = match self.triggers.first() {
            Some(other) if there.is_none() => {
                format!("`{key}` is a key of `{word}`, not of `{}`; remove it", other.kind.word())
            }
            _ => format!("`{key}` belongs within a source; write `{within}`"),
        };
        errors.at(&argument.key, message);
        self.given.insert(key);
    }

    fn read(&mut self, argument: Argument, errors: &Errors) {
        self.given.insert(argument.key.to_string());
        if let Some(kind) = Kind::of(&argument.key.to_string()) {
            self.triggers.push(TriggerArgs::parse(kind, argument, errors));
            return;
        }
        match argument.key.to_string().as_str() {
            "init" => argument.path(&mut self.init, "init = setup", errors),
            "shutdown" => argument.path(&mut self.shutdown, "shutdown = close", errors),
            "runtime" => argument.literal(&mut self.runtime, "a string", "runtime = \"multi_thread\"", errors),
            "worker_threads" => argument.literal(&mut self.worker_threads, "an integer", "worker_threads = 4", errors),
            "memory" => argument.literal(&mut self.memory, "an integer, in MB", "memory = 256", errors),
            "timeout" => {
                let example = "timeout = 30` or `timeout = \"15m\"";
                argument.literal(&mut self.timeout, "whole seconds or a duration", example, errors);
            }
            "early_timeout" => {
                argument.literal(&mut self.early_timeout, "a string", "early_timeout = \"500ms\"", errors);
            }
            "arch" => argument.literal(&mut self.arch, "a string", "arch = \"arm64\"", errors),
            "name" => argument.literal(&mut self.name, "a string", "name = \"orders\"", errors),
            "description" => {
                argument.literal(&mut self.description, "a string", "description = \"takes orders\"", errors);
            }
            "env" => argument.strings(&mut self.env, "env(TABLE = \"orders\")", errors),
            "managed_instances" => {
                let example = "managed_instances = true";
                argument.literal(&mut self.managed_instances, "`true` or `false`", example, errors);
            }
            "tracing" => argument.literal(&mut self.tracing, "`true` or `false`", "tracing = false", errors),
            "crate" => argument.path(&mut self.crate_path, "crate = my_name", errors),
            "concurrency" => argument.literal(&mut self.concurrency, "an integer", "concurrency = 8", errors),
            "reserve" => argument.literal(&mut self.reserve, "a string", "reserve = \"500ms\"", errors),
            "on_discard" => argument.path(&mut self.on_discard, "on_discard = dead_letter", errors),
            "undecodable" => argument.literal(&mut self.undecodable, "a string", "undecodable = \"discard\"", errors),
            unknown => {
                let meant = OTHER_NAMES.iter().find(|(other, _)| *other == unknown).map(|(_, key)| *key);
                let meant = meant.or_else(|| nearest(unknown, &KEYS));
                self.given.extend(meant.map(str::to_owned));
                let message = match OF_AN_ERROR.contains(&unknown) {
                    true => format!(
                        "`{unknown}` belongs to an error; write `#[lambda({unknown} = …)]` on it, under `#[derive(LambdaError)]`"
                    ),
                    false => unknown_key(&argument.key, meant, &KEYS),
                };
                errors.at(&argument.key, message);
            }
        }
    }
}

impl Parse for Timeout {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        match input.peek(LitStr) {
            true => input.parse().map(Self::Text),
            false => input.parse().map(Self::Seconds),
        }
    }
}

impl Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seconds(seconds) => seconds.fmt(f),
            Self::Text(text) => text.token().fmt(f),
        }
    }
}

impl ToTokens for Timeout {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Seconds(seconds) => seconds.to_tokens(tokens),
            Self::Text(text) => text.to_tokens(tokens),
        }
    }
}
