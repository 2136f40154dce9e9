//! Every rule of the attribute's own keys. Each mistake is reported at its own token.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{LitInt, LitStr, Path};

use crate::args::{Args, Timeout};
use crate::errors::Errors;
use crate::grammar::{Arg, list, nearest, plain_integer};
use crate::handler::Handler;
use crate::signature;
use crate::trigger::{self, Http, Source, Trigger};

/// What the expansion needs: the arguments in the form in which they are written out.
pub(crate) struct Function {
    pub(crate) name: Name,
    pub(crate) description: Option<String>,
    pub(crate) memory: Option<u64>,
    pub(crate) timeout: Option<u64>,
    /// Milliseconds.
    pub(crate) early_timeout: Option<u64>,
    pub(crate) arch: Option<Architecture>,
    pub(crate) env: Vec<(String, String)>,
    pub(crate) runtime: Runtime,
    pub(crate) managed_instances: bool,
    pub(crate) tracing: bool,
    pub(crate) init: Option<Path>,
    pub(crate) shutdown: Option<Path>,
    /// Another place of `lambda_fn` than `::lambda_fn`.
    pub(crate) crate_path: Option<Path>,
    pub(crate) triggers: Vec<Trigger>,
    pub(crate) source: Option<Source>,
    /// Where the function answers HTTP requests.
    pub(crate) http: Option<Http>,
}

pub(crate) enum Name {
    Literal(String),
    /// A handler called `main` says nothing: its package's name does.
    Package,
}

pub(crate) enum Architecture {
    Arm64,
    X86_64,
}

pub(crate) enum Runtime {
    CurrentThread,
    MultiThread { worker_threads: Option<u64> },
}

/// AWS Lambda quotas: memory "128 MB to 10,240 MB, in 1-MB increments".
const MEMORY: RangeInclusive<u64> = 128..=10_240;
/// AWS Lambda quotas: function timeout "900 seconds (15 minutes)".
const TIMEOUT: RangeInclusive<u64> = 1..=900;
/// Lambda's API reference, `CreateFunction`: "The default is 3 seconds".
const DEFAULT_TIMEOUT: u64 = 3;
/// Lambda's API reference, `CreateFunction`: the length constraints of the name.
const MAX_NAME: usize = 64;
/// Lambda's API reference, `CreateFunction`: `Description` has at most 256 characters.
const MAX_DESCRIPTION: usize = 256;
/// AWS Lambda quotas: environment variables "4 KB, for all environment variables associated with the function".
const MAX_ENV: usize = 4096;
/// Tokio itself has no upper bound; this one is far above what Lambda has cores for.
const WORKER_THREADS: RangeInclusive<u64> = 1..=32_768;

/// Lambda's Developer Guide, "Working with Lambda environment variables": the reserved keys.
const RESERVED: [&str; 22] = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_MAX_CONCURRENCY",
    "AWS_LAMBDA_METADATA_API",
    "AWS_LAMBDA_METADATA_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
];

pub(crate) fn function(args: &Args, handler: &Handler, errors: &Errors) -> Function {
    signature::signature(args, handler, errors);
    let triggers = trigger::triggers(&args.triggers, errors);
    let source = trigger::source(args, &triggers, handler, errors);
    let function = Function {
        name: name(args, handler.name(), errors),
        description: args.description.as_ref().and_then(|arg| description(arg, errors)),
        memory: args.memory.as_ref().and_then(|arg| memory(&arg.value, errors)),
        timeout: args.timeout.as_ref().and_then(|arg| timeout(&arg.value, errors)),
        early_timeout: args.early_timeout.as_ref().and_then(|arg| early_timeout(args, arg, errors)),
        arch: args.arch.as_ref().and_then(|arg| arch(&arg.value, errors)),
        env: args.env.as_ref().map_or_else(Vec::new, |arg| env(arg, errors)),
        runtime: runtime(args, errors),
        managed_instances: args.managed_instances.as_ref().is_some_and(|arg| arg.value.value),
        tracing: args.tracing.as_ref().is_none_or(|arg| arg.value.value),
        init: args.init.as_ref().map(|arg| arg.value.clone()),
        shutdown: args.shutdown.as_ref().map(|arg| arg.value.clone()),
        crate_path: args.crate_path.as_ref().and_then(|arg| errors.ok(crate_path(&arg.value))),
        triggers,
        source,
        http: trigger::http::http(args, handler, errors),
    };
    trigger::timeout(args, function.timeout, errors);
    if let Some(arg) = args.early_timeout.as_ref().filter(|_| by_record(&function)) {
        let message = "`early_timeout` ends a batch with all that is done in it; remove it, since `reserve` ends what runs too long record by record";
        errors.at(&arg.key, message);
    }
    function
}

fn by_record(function: &Function) -> bool {
    function.source.as_ref().is_some_and(|source| source.by_record)
}

fn name(args: &Args, handler: &Ident, errors: &Errors) -> Name {
    match &args.name {
        Some(arg) => {
            let name = arg.value.value();
            name_rules(&name, &arg.value, errors);
            Name::Literal(name)
        }
        None if handler == "main" => Name::Package,
        None => {
            let name = kebab_case(handler);
            if !args.has("name") {
                name_rules(&name, handler, errors);
            }
            Name::Literal(name)
        }
    }
}

fn name_rules(name: &str, tokens: impl ToTokens, errors: &Errors) {
    let length = name.chars().count();
    if name.is_empty() {
        errors.at(tokens, format!("a function's name cannot be empty; it has 1 to {MAX_NAME} characters"));
    } else if let Some(refused) = name.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '-' && *c != '_') {
        let message = format!("Lambda refuses `{refused}` in a function's name; use letters, digits, `-` and `_`");
        errors.at(tokens, message);
    } else if length > MAX_NAME {
        let message = format!("a function's name has at most {MAX_NAME} characters, this one has {length}; shorten it");
        errors.at(tokens, message);
    }
}

fn kebab_case(handler: &Ident) -> String {
    let name = handler.to_string();
    name.trim_start_matches("r#").trim_matches('_').replace('_', "-")
}

fn description(arg: &Arg<LitStr>, errors: &Errors) -> Option<String> {
    let description = arg.value.value();
    let length = description.chars().count();
    if length > MAX_DESCRIPTION {
        let message =
            format!("a description has at most {MAX_DESCRIPTION} characters, this one has {length}; shorten it");
        errors.at(&arg.value, message);
    }
    (length <= MAX_DESCRIPTION).then_some(description)
}

fn memory(value: &LitInt, errors: &Errors) -> Option<u64> {
    let (min, max) = MEMORY.into_inner();
    match plain_integer(value) {
        Some(memory) if MEMORY.contains(&memory) => return Some(memory),
        Some(_) => {
            errors.at(value, format!("`memory = {value}` is outside Lambda's range; it is {min} to {max}, in MB"));
        }
        None => {
            let message =
                format!("`{value}` is not a plain integer; `memory` is {min} to {max}, in MB, without a unit");
            errors.at(value, message);
        }
    }
    None
}

fn timeout(value: &Timeout, errors: &Errors) -> Option<u64> {
    let message = match seconds(value) {
        Some(seconds) if TIMEOUT.contains(&seconds) => return Some(seconds),
        Some(0) => "a timeout of zero ends every invocation at once; it is 1 s to 15 min".to_owned(),
        Some(_) => format!("`timeout = {value}` is outside Lambda's range; it is 1 s to 15 min (900 s)"),
        None => format!("`{value}` is not a timeout; write seconds (`30`), or `\"30s\"`, or `\"15m\"`"),
    };
    errors.at(value, message);
    None
}

pub(crate) fn seconds(timeout: &Timeout) -> Option<u64> {
    match timeout {
        Timeout::Seconds(seconds) => plain_integer(seconds),
        Timeout::Text(text) => duration(&text.value()),
    }
}

/// In seconds. One that was refused counts as endless: it says nothing of what depends on it.
pub(crate) fn timeout_or_default(args: &Args) -> u64 {
    let timeout = match &args.timeout {
        Some(arg) => seconds(&arg.value),
        None => Some(DEFAULT_TIMEOUT).filter(|_| !args.has("timeout")),
    };
    timeout.filter(|timeout| TIMEOUT.contains(timeout)).unwrap_or(u64::MAX)
}

/// How long before the deadline a handler is cancelled, in milliseconds: less than the timeout, or nothing ever ran.
fn early_timeout(args: &Args, arg: &Arg<LitStr>, errors: &Errors) -> Option<u64> {
    let timeout = timeout_or_default(args);
    let message = match milliseconds(&arg.value.value()) {
        Some(early) if (1..timeout.saturating_mul(1000)).contains(&early) => return Some(early),
        Some(0) => "an early timeout of zero is none; remove it, or write `\"500ms\"`".to_owned(),
        Some(_) => format!(
            "`early_timeout` leaves the handler no time; it is less than the function's timeout, which is {timeout} s"
        ),
        None => format!("`{}` is not an early timeout; write `\"500ms\"` or `\"2s\"`", arg.value.token()),
    };
    errors.at(&arg.value, message);
    None
}

/// `500ms`, `2s`
pub(crate) fn milliseconds(text: &str) -> Option<u64> {
    match (text.strip_suffix("ms"), text.strip_suffix('s')) {
        (Some(digits), _) => times(digits, 1),
        (None, Some(digits)) => times(digits, 1000),
        (None, None) => None,
    }
}

/// `30s`, `15m`
fn duration(text: &str) -> Option<u64> {
    match (text.strip_suffix('s'), text.strip_suffix('m')) {
        (Some(digits), _) => times(digits, 1),
        (_, Some(digits)) => times(digits, 60),
        (None, None) => None,
    }
}

fn times(digits: &str, factor: u64) -> Option<u64> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse::<u64>().unwrap_or(u64::MAX).saturating_mul(factor))
}

fn arch(value: &LitStr, errors: &Errors) -> Option<Architecture> {
    const WORDS: [&str; 2] = ["arm64", "x86_64"];
    let message = match value.value().as_str() {
        "arm64" => return Some(Architecture::Arm64),
        "x86_64" => return Some(Architecture::X86_64),
        other @ "aarch64" => format!("`{other}` is not Lambda's word; call it `arm64`, as Lambda does"),
        other @ ("amd64" | "x86-64" | "x64") => {
            format!("`{other}` is not Lambda's word; call it `x86_64`, as Lambda does")
        }
        other => format!("unknown architecture `{other}`; Lambda has {}", list(&WORDS)),
    };
    errors.at(value, message);
    None
}

fn env(arg: &Arg<Vec<Arg<LitStr>>>, errors: &Errors) -> Vec<(String, String)> {
    let mut seen = HashSet::new();
    let mut variables = Vec::new();
    for Arg { key, value } in &arg.value {
        let name = key.unraw().to_string();
        if RESERVED.contains(&name.as_str()) {
            errors.at(key, format!("`{name}` is reserved by Lambda; choose another name"));
        } else if !is_variable_name(&name) {
            let message = format!(
                "`{name}` is not a name that Lambda takes; it has two characters or more, a letter first, then letters, digits and `_`"
            );
            errors.at(key, message);
        } else if !seen.insert(name.clone()) {
            errors.at(key, format!("`{name}` is given twice; keep one"));
        }
        variables.push((name, value.value()));
    }
    let size: usize = variables.iter().map(|(key, value)| key.len() + value.len()).sum();
    if size > MAX_ENV {
        let message = format!("the environment has {size} bytes, Lambda takes {MAX_ENV} in all; shorten the values");
        errors.at(&arg.key, message);
    }
    variables
}

/// Lambda's API reference, `Environment`: `[a-zA-Z]([a-zA-Z0-9_])+`.
fn is_variable_name(name: &str) -> bool {
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn runtime(args: &Args, errors: &Errors) -> Runtime {
    const WORDS: [&str; 2] = ["current_thread", "multi_thread"];
    let worker_threads = args.worker_threads.as_ref().and_then(|arg| threads(&arg.value, errors));
    let one_thread = match &args.runtime {
        None => !args.has("runtime"),
        Some(arg) => match arg.value.value().as_str() {
            "multi_thread" => return Runtime::MultiThread { worker_threads },
            "current_thread" => true,
            unknown => {
                let remedy = match nearest(unknown, &WORDS) {
                    Some(word) => format!("did you mean `{word}`?"),
                    None => format!("tokio has {}", list(&WORDS)),
                };
                errors.at(&arg.value, format!("unknown runtime `{unknown}`; {remedy}"));
                false
            }
        },
    };
    if let Some(arg) = args.worker_threads.as_ref().filter(|_| one_thread) {
        errors.at(&arg.key, "`worker_threads` needs several threads; add `runtime = \"multi_thread\"`");
    }
    Runtime::CurrentThread
}

fn threads(value: &LitInt, errors: &Errors) -> Option<u64> {
    let (min, max) = WORKER_THREADS.into_inner();
    let message = match plain_integer(value) {
        Some(threads) if WORKER_THREADS.contains(&threads) => return Some(threads),
        Some(0) => "`worker_threads = 0` runs nothing; it is at least 1".to_owned(),
        Some(_) => format!("`worker_threads = {value}` is out of range; it is {min} to {max}"),
        None => format!("`{value}` is not a plain integer; `worker_threads` is {min} to {max}"),
    };
    errors.at(value, message);
    None
}

/// Where the macros' output finds `lambda_fn`, for all of them.
pub(crate) fn crate_path(path: &Path) -> syn::Result<Path> {
    let first = &path.segments[0].ident;
    if first == "self" || first == "super" {
        let message = format!("`{first}` depends on where the item stands; start with `crate::` or a crate's name");
        return Err(syn::Error::new_spanned(first, message));
    }
    if path.is_ident("crate") {
        let message = "`crate` is the crate that this is written in; name a crate, or a path as in `crate::lambda_fn`";
        return Err(syn::Error::new_spanned(first, message));
    }
    Ok(match path.leading_colon.is_none() && path.get_ident().is_some() {
        // a bare name is that of a dependency, whatever is in scope
        true => syn::parse_quote_spanned!(Span::call_site().located_at(first.span())=> ::#first),
        false => path.clone(),
    })
}
