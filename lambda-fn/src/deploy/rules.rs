//! Rules that hold across the parts of a deployment, as far as the attribute alone does not show them.

use super::document::{Kind, Tree};
use super::stale::owned;
use super::template::arn::resource;
use super::template::messages::is_own;
use super::template::queue::{least_visibility, window};
use super::template::{Seconds, Template, Times, resource_of, timeout};
use super::value::Call;
use crate::exit::Exit;
use crate::function::Function;
use crate::trigger::{CognitoTrigger, Http, HttpKind, Trigger};

/// AWS Lambda quotas: environment variables "4 KB, for all environment variables associated with the function".
const MAX_ENVIRONMENT: usize = 4096;
/// API Gateway's Developer Guide, "Quotas for configuring and running an HTTP API": "Maximum integration timeout",
/// 30 seconds, cannot be increased.
const MAX_HTTP_API: u64 = 30;
/// The same guide, "Quotas for configuring and running a REST API": "Integration timeout for Regional APIs".
const MAX_REST_API: u64 = 29;
/// The same guide, "Quotas for configuring and running a WebSocket API": "Integration timeout", cannot be increased.
const MAX_WEBSOCKET_API: u64 = 29;
/// Lambda's Developer Guide, "Configuring Amazon MSK event sources": "maximum timeout limits of 14 minutes".
const MAX_KAFKA: u64 = 840;
/// Firehose's Developer Guide, "Transform source data": "a Lambda invocation time of up to 5 minutes".
const MAX_FIREHOSE: u64 = 300;
/// Cognito's Developer Guide, "Customizing user pool workflows with Lambda triggers": "Except for Custom Sender Lambda
/// triggers, […] it must respond within 5 seconds".
const MAX_COGNITO: u64 = 5;

/// What the code says of itself.
pub(crate) fn check(function: &Function) -> Result<(), Exit> {
    waits(function, timeout(function)).map_err(Exit::new)?;
    let size: usize = function.env.iter().map(|(name, value)| name.len() + value.len()).sum();
    within_environment(function.name, size).map_err(Exit::new)
}

/// What is allowed, and hardly ever meant.
pub(crate) fn warning(function: &Function) -> Option<String> {
    let is_loop = |trigger: &Trigger| matches!(trigger, Trigger::CloudWatchLogs(logs) if is_own(logs, function.name));
    let name = function.name;
    function.triggers.iter().any(is_loop).then(|| {
        format!("`{name}` reads the log group that Lambda makes for it, so that what it logs calls it again, without end; let it log to another group, or read another one")
    })
}

/// The timeout that a function has by a file, where the attribute says nothing by what a person wrote for the function, or
/// for all.
pub(crate) fn timeout_in(function: &Function, root: &Tree) -> Seconds {
    let resource = resource_of(function);
    let resource = root.at(&["Resources", &resource]);
    let own = resource.and_then(|resource| resource.at(&["Properties", "Timeout"]));
    if let Some(own) = own.filter(|own| !is_written_out(own)) {
        return Seconds::unknown(own);
    }
    if function.timeout.is_some() {
        return Seconds::Known(timeout(function));
    }
    // one that the code said before is left over, and said to be
    let was_code_s = resource.is_some_and(|resource| owned(resource).contains(&"Timeout"));
    let globals = || {
        ["Globals", "Function", "Timeout"].iter().try_fold(root, |tree, key| match is_written_out(tree) {
            true => tree.get(key),
            false => Some(tree),
        })
    };
    match own.filter(|_| !was_code_s).or_else(globals) {
        Some(there) if is_written_out(there) => {
            let seconds = there.text().and_then(|seconds| seconds.parse().ok());
            Seconds::Known(seconds.unwrap_or_else(|| timeout(function)))
        }
        Some(there) => Seconds::unknown(there),
        None => Seconds::Known(timeout(function)),
    }
}

/// Whether a value is what stands there, and not what a function of `CloudFormation` or an anchor elsewhere makes of it.
fn is_written_out(tree: &Tree) -> bool {
    Call::name_in(tree).is_none() && !matches!(tree.kind, Kind::Alias(_))
}

/// A REST API that takes bodies for text, which a person may want.
pub(crate) fn text_bodies(template: &Template, root: &Tree) -> Option<String> {
    let is_rest = template.root.iter().any(|entry| entry.key == "Globals");
    let types = root.at(&["Globals", "Api", "BinaryMediaTypes"]).filter(|types| is_rest && !types.is_empty())?;
    let passes_all = types.items().iter().any(|kind| matches!(kind.text(), Some("*/*" | "*~1*")));
    (!passes_all).then(|| {
        "`Globals.Api.BinaryMediaTypes` has no `*/*`; of other types than it names, bodies that are not text come out damaged".to_owned()
    })
}

/// The times that are in a file.
pub(crate) fn times_in(function: &Function, root: &Tree) -> Times {
    let resource = root.at(&["Resources", &resource_of(function)]);
    let owned = resource.map(owned).unwrap_or_default();
    let events = resource.and_then(|resource| resource.at(&["Properties", "Events"])).map(Tree::pairs);
    let windows = events.unwrap_or_default().iter().filter_map(|(event, there)| {
        let event = event.text()?;
        let window = there.at(&["Properties", "MaximumBatchingWindowInSeconds"])?;
        if !is_written_out(window) {
            return Some((event.to_owned(), Seconds::unknown(window)));
        }
        // one that the code said before is left over, and said to be
        let was_code_s = owned.contains(&format!("Events.{event}.MaximumBatchingWindowInSeconds").as_str());
        let seconds = window.text()?.parse().ok().filter(|_| !was_code_s)?;
        Some((event.to_owned(), Seconds::Known(seconds)))
    });
    Times { timeout: timeout_in(function, root), windows: windows.collect() }
}

/// What follows from times of the file that are not known here, as a person should know it.
pub(crate) fn unknown(function: &Function, times: &Times) -> Vec<String> {
    let mut notes = Vec::new();
    for trigger in function.triggers {
        if let Trigger::Sqs(sqs) = trigger
            && (times.timeout.known().is_none() || window(sqs, times).known().is_none())
        {
            let (queue, least) = (resource(sqs.queue), least_visibility(sqs, times));
            notes.push(format!(
                "the visibility timeout of the queue `{queue}` has to be at least {least}, which is not known here"
            ));
        }
    }
    if let Seconds::Unknown(is) = &times.timeout
        && let Some((limit, source, _)) = function.triggers.iter().filter_map(limit).min()
    {
        let name = function.name;
        notes.push(format!("the timeout of `{name}` is {is}, which is not known here; {source} waits {limit} s"));
    }
    notes
}

/// Whether each source waits for as long as the function may run.
fn waits(function: &Function, timeout: u64) -> Result<(), String> {
    let limits = function.triggers.iter().filter_map(limit);
    let Some((limit, source, remedy)) = limits.min().filter(|(limit, ..)| timeout > *limit) else { return Ok(()) };
    let name = function.name;
    Err(format!("`{name}` may take {timeout} s, and {source} waits {limit} s; shorten the timeout{remedy}"))
}

/// How many seconds a source waits, as the attribute is told too where it says a timeout.
fn limit(trigger: &Trigger) -> Option<(u64, &'static str, &'static str)> {
    let http_api = "the HTTP API in front of it";
    match trigger {
        Trigger::Http(http) if http.stream => None,
        Trigger::Http(Http { kind: None, .. }) => {
            Some((MAX_HTTP_API, http_api, ", or write `kind = \"function-url\"`"))
        }
        Trigger::Http(Http { kind: Some(HttpKind::HttpApi), .. }) => Some((MAX_HTTP_API, http_api, "")),
        Trigger::Http(Http { kind: Some(HttpKind::RestApi), .. }) => {
            Some((MAX_REST_API, "the REST API in front of it", ""))
        }
        Trigger::Http(Http { kind: Some(HttpKind::WebSocket), .. }) => {
            Some((MAX_WEBSOCKET_API, "the WebSocket API in front of it", ""))
        }
        Trigger::Kafka(_) => Some((MAX_KAFKA, "`kafka`", "")),
        Trigger::Firehose(_) => Some((MAX_FIREHOSE, "`firehose`", "")),
        Trigger::Cognito(cognito) => {
            let is_sender =
                matches!(cognito.trigger, CognitoTrigger::CustomSmsSender | CognitoTrigger::CustomEmailSender);
            (!is_sender).then_some((MAX_COGNITO, "`cognito`", ""))
        }
        _ => None,
    }
}

/// What is in a file beside what the code says.
pub(crate) fn check_file(function: &Function, template: &Template, root: &Tree) -> Result<(), String> {
    if let Seconds::Known(seconds) = timeout_in(function, root) {
        waits(function, seconds)?;
    }
    let variables = root.at(&["Resources", &template.resource, "Properties", "Environment", "Variables"]);
    let sizes = variables.into_iter().flat_map(Tree::pairs).map(|(name, value)| {
        let value = match &value.kind {
            // what a function of CloudFormation becomes is not known here
            Kind::Scalar { value: text, .. } if value.tag.is_none() => text.len(),
            _ => 0,
        };
        name.text().map_or(0, str::len) + value
    });
    within_environment(template.function, sizes.sum())
}

fn within_environment(function: &str, size: usize) -> Result<(), String> {
    match size > MAX_ENVIRONMENT {
        true => Err(format!(
            "the environment of `{function}` has {size} bytes, Lambda takes {MAX_ENVIRONMENT} in all; shorten the values"
        )),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_function_that_reads_its_own_log_is_warned_of() {
        use crate::trigger::CloudWatchLogs;

        const OWN: Function = Function {
            triggers: &[Trigger::CloudWatchLogs(CloudWatchLogs::group(
                "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/orders:*",
            ))],
            ..Function::named("orders")
        };
        const OTHER: Function = Function { name: "order", ..OWN };
        assert!(
            warning(&OWN).is_some_and(|warning| warning.starts_with("`orders` reads the log group that Lambda makes"))
        );
        assert_eq!(warning(&OTHER), None);
    }

    #[test]
    fn an_api_waits_for_half_a_minute() {
        const LONG: Function = Function {
            timeout: Some(Duration::from_secs(31)),
            triggers: &[Trigger::Http(Http::any())],
            ..Function::named("orders")
        };
        const URL: Function =
            Function { triggers: &[Trigger::Http(Http { kind: Some(HttpKind::FunctionUrl), ..Http::any() })], ..LONG };
        let refused = check(&LONG).expect_err("too long").to_string();
        assert!(
            refused.starts_with("`orders` may take 31 s, and the HTTP API in front of it waits 30 s; "),
            "{refused}"
        );
        assert!(check(&URL).is_ok());
    }
}
