//! The rules of `http(…)`.

mod args;
mod handler;
mod route;

use proc_macro2::Ident;
use syn::{LitStr, Path};

use crate::args::Args;
use crate::errors::Errors;
use crate::handler::Handler;
use crate::trigger::args::TriggerArgs;
use crate::trigger::kind::Kind;
use crate::trigger::validated::{Field, HttpKind, Value};
use crate::trigger::values;

pub(crate) use args::HttpArgs;
pub(crate) use handler::{Form, form, is_reference, signature};
pub(crate) use route::Route;

/// What the expansion needs of a function that answers HTTP requests.
pub(crate) struct Http {
    /// The source's name in the attribute.
    pub(crate) word: Ident,
    pub(crate) form: Form,
    pub(crate) kind: Option<HttpKind>,
    pub(crate) routes: Vec<Route>,
    pub(crate) stream: bool,
    pub(crate) layers: Option<Path>,
}

const KINDS: [(&str, HttpKind); 7] = [
    ("http-api", HttpKind::HttpApi),
    ("function-url", HttpKind::FunctionUrl),
    ("rest-api", HttpKind::RestApi),
    ("alb", HttpKind::Alb),
    ("websocket", HttpKind::WebSocket),
    ("vpc-lattice", HttpKind::VpcLattice),
    ("any", HttpKind::Any),
];

/// What people call the kinds elsewhere.
const OTHER_NAMES: [(&str, &str); 10] = [
    ("apigw", "http-api"),
    ("api-gateway", "http-api"),
    ("http", "http-api"),
    ("v2", "http-api"),
    ("rest", "rest-api"),
    ("v1", "rest-api"),
    ("url", "function-url"),
    ("load-balancer", "alb"),
    ("ws", "websocket"),
    ("lattice", "vpc-lattice"),
];

/// The function as one that answers HTTP requests; `None` where no trigger says so.
pub(crate) fn http(args: &Args, handler: &Handler, errors: &Errors) -> Option<Http> {
    let trigger = args.triggers.iter().find(|trigger| trigger.kind == Kind::Http)?;
    let kind = described(trigger);
    let written = routes_of(&trigger.http);
    let routes: Vec<_> = written.iter().filter_map(|text| route(text, kind).ok()).collect();
    let are_right = routes.len() == written.len()
        && !routes
            .iter()
            .enumerate()
            .any(|(place, route)| routes[..place].iter().any(|other| route.conflict(other).is_some()));
    if are_right {
        handler::variables(handler, &written, &routes, errors);
    }
    let stream = trigger.http.stream.is_some();
    Some(Http {
        word: trigger.word.clone(),
        form: form(handler),
        kind,
        routes,
        stream,
        layers: trigger.http.layers.as_ref().map(|arg| arg.value.clone()),
    })
}

/// The fields of the description.
pub(crate) fn fields(args: &TriggerArgs, errors: &Errors) -> Vec<Field> {
    let http = &args.http;
    let kind = http.kind.as_ref().and_then(|arg| {
        let found = arg.value.value();
        let named = OTHER_NAMES.iter().find(|(other, _)| found.eq_ignore_ascii_case(other));
        match named {
            Some((_, meant)) => {
                errors.at(&arg.value, format!("`kind` has no `{found}`; did you mean `{meant}`?"));
                None
            }
            None => values::word(arg, &KINDS, errors),
        }
    });
    let routes = routes(http, kind, errors);
    if let (Some(stream), Some(kind)) = (&http.stream, kind)
        && let Some(message) = cannot_stream(kind)
    {
        errors.at(&stream.key, message);
    }
    let mut fields = Vec::new();
    fields.extend(described(args).map(|kind| ("kind", Value::HttpKind(kind))));
    if !routes.is_empty() {
        fields.push(("routes", Value::Texts(routes)));
    }
    if http.stream.is_some() {
        fields.push(("stream", Value::Flag(true)));
    }
    fields
}

fn kind(http: &HttpArgs) -> Option<HttpKind> {
    let name = http.kind.as_ref()?.value.value();
    KINDS.iter().find(|(word, _)| *word == name).map(|(_, kind)| *kind)
}

/// The kind of the description: only a function URL streams what comes as an event of the default format.
fn described(args: &TriggerArgs) -> Option<HttpKind> {
    let streams_by_default = args.http.stream.is_some() && !args.gives("kind");
    kind(&args.http).or_else(|| streams_by_default.then_some(HttpKind::FunctionUrl))
}

fn routes_of(http: &HttpArgs) -> Vec<&LitStr> {
    match (&http.route, &http.routes) {
        (Some(route), _) => vec![&route.value],
        (None, Some(routes)) => routes.value.routes.iter().collect(),
        (None, None) => Vec::new(),
    }
}

fn route(text: &LitStr, kind: Option<HttpKind>) -> Result<Route, String> {
    match kind {
        Some(HttpKind::WebSocket) => Route::key(&text.value()),
        _ => Route::parse(&text.value()),
    }
}

/// The routes as they were written, each checked.
fn routes(http: &HttpArgs, kind: Option<HttpKind>, errors: &Errors) -> Vec<String> {
    if let (Some(_), Some(routes)) = (&http.route, &http.routes) {
        errors.at(&routes.key, "`route` and `routes` are both given; put all of them into `routes`");
        return Vec::new();
    }
    if let Some(routes) = http.routes.as_ref().filter(|arg| arg.value.routes.is_empty()) {
        errors.at(&routes.value, "`routes` has none; write one, or remove `routes` to take every path and method");
    }
    let mut earlier: Vec<Route> = Vec::new();
    let mut texts = Vec::new();
    for text in routes_of(http) {
        match route(text, kind) {
            Ok(route) => {
                match earlier.iter().find_map(|earlier| route.conflict(earlier)) {
                    Some(conflict) => errors.at(text, conflict),
                    None => earlier.push(route),
                }
                texts.push(text.value());
            }
            Err(message) => errors.at(text, message),
        }
    }
    texts
}

/// Lambda's Developer Guide, "Response streaming for Lambda functions", and API Gateway's, "Stream the integration
/// response for your proxy integrations": function URLs and REST APIs alone.
fn cannot_stream(kind: HttpKind) -> Option<String> {
    let what = match kind {
        HttpKind::FunctionUrl | HttpKind::RestApi => return None,
        HttpKind::HttpApi => "an HTTP API does not stream",
        HttpKind::Alb => "a load balancer does not stream",
        HttpKind::WebSocket => "a WebSocket API does not stream",
        HttpKind::VpcLattice => "VPC Lattice does not stream",
        HttpKind::Any => "not every kind streams",
    };
    Some(format!("{what}; write `kind = \"function-url\"` or `kind = \"rest-api\"`, or remove `stream`"))
}

/// Whether the gateway waits for as long as the function may run.
pub(crate) fn timeout(args: &TriggerArgs, timeout: u64) -> Option<String> {
    match described(args).or_else(|| is_deployed_as_http_api(args).then_some(HttpKind::HttpApi))? {
        // API Gateway Developer Guide, "Quotas for configuring and running an HTTP API": "Maximum integration timeout",
        // 30 seconds, cannot be increased
        HttpKind::HttpApi if timeout > 30 => Some(
            "is longer than an HTTP API waits, which is 30 s; shorten it, or write `kind = \"function-url\"`".to_owned(),
        ),
        // the same guide, "Quotas for configuring and running a REST API": "Integration timeout for Regional APIs",
        // 50 milliseconds to 29 seconds, can be increased; a streamed response has up to 15 minutes
        HttpKind::RestApi if timeout > 29 && args.http.stream.is_none() => Some(
            "is longer than a REST API waits, which is 29 s unless AWS has raised it for the account; shorten it, or write `kind = \"any\"` where it has"
                .to_owned(),
        ),
        // the same guide, "Quotas for configuring and running a WebSocket API": "Integration timeout", 50 milliseconds to
        // 29 seconds, cannot be increased
        HttpKind::WebSocket if timeout > 29 => {
            Some("is longer than a WebSocket API waits, which is 29 s; shorten it".to_owned())
        }
        _ => None,
    }
}

/// Of the default, which stands for function URLs as well: those have no routes, and may wait for 15 minutes.
fn is_deployed_as_http_api(args: &TriggerArgs) -> bool {
    args.kind == Kind::Http && !args.gives("kind") && !routes_of(&args.http).is_empty()
}

/// A function takes requests or the events of a source, not both.
pub(crate) fn alone(args: &Args, errors: &Errors) {
    let [first, others @ ..] = &args.triggers[..] else {
        return;
    };
    let is_http = |trigger: &TriggerArgs| trigger.kind == Kind::Http;
    if !args.triggers.iter().any(is_http) {
        return;
    }
    let refuse = |word: &Ident, message: String| errors.at(word, message);
    for other in others {
        match (is_http(first), is_http(other)) {
            (true, true) => {
                refuse(
                    &other.word,
                    "`http` is given twice; write `http(routes = [\"GET /a\", \"POST /b\"])`".to_owned(),
                );
            }
            (false, false) => {}
            (true, false) | (false, true) => {
                let (other_word, word) = (&other.word, &first.word);
                let message = format!(
                    "`{other_word}` sends other events than `{word}`; make it the trigger of a function of its own"
                );
                refuse(other_word, message);
            }
        }
    }
}
