//! The API through which functions are invoked: Lambda's API reference, `Invoke` and `InvokeWithResponseStream`.

use std::rc::Rc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use serde::de::IgnoredAny;
use serde_json::json;

use super::emulator::{Emulator, Outcome, Refused};
use super::event::{Answer, Event, Report};
use super::http::{HttpResponse, Unread, body, header, json, response, set_header};
use super::{async_invocation, event_stream, gateway, log, origin};
use crate::text_file::MARK;

const INVOKE: (&str, &str) = ("/2015-03-31/functions/", "/invocations");
const STREAM: (&str, &str) = ("/2021-11-15/functions/", "/response-streaming-invocations");

/// AWS Lambda quotas: "6 MB each for request and response (synchronous)".
pub(crate) const MAX_REQUEST: usize = 6_291_456;
/// AWS Lambda quotas: "1 MB for the request (asynchronous)".
const MAX_ASYNC_REQUEST: usize = 1_048_576;
/// Lambda's API reference, `Invoke`: "Up to 3,583 bytes of base64-encoded data".
const MAX_CLIENT_CONTEXT: usize = 3583;

/// The path under which a function is invoked.
pub(crate) fn path(function: &str) -> String {
    format!("{}{function}{}", INVOKE.0, INVOKE.1)
}

/// How long whoever invokes wants to wait.
#[derive(Clone, Copy, PartialEq)]
enum InvocationType {
    RequestResponse,
    Event,
    DryRun,
}

/// An error of the API itself.
struct Refusal {
    status: StatusCode,
    error_type: &'static str,
    message: String,
}

pub(crate) async fn answer(emulator: Rc<Emulator>, request: Request<Incoming>) -> HttpResponse {
    let path = request.uri().path();
    // any name will do, an ARN too: there is only one function
    let is = |(prefix, suffix): (&str, &str)| path.strip_prefix(prefix).is_some_and(|rest| rest.ends_with(suffix));
    if let Some(refused) = (is(INVOKE) || is(STREAM)).then(|| origin::refused_page(request.headers())).flatten() {
        return refused;
    }
    let answered = match *request.method() {
        Method::POST if is(INVOKE) => invoke(&emulator, request).await,
        Method::POST if is(STREAM) => stream(&emulator, request).await,
        _ => match &emulator.config().http {
            Some(gateway) => return gateway::answer(&emulator, gateway, request).await.response,
            None => Err(not_found(&emulator)),
        },
    };
    answered.unwrap_or_else(Refusal::into_response)
}

fn not_found(emulator: &Emulator) -> Refusal {
    let name = &emulator.config().name;
    let paths = format!("`POST {}{name}{}` and `POST {}{name}{}`", INVOKE.0, INVOKE.1, STREAM.0, STREAM.1);
    let message = format!("there is no such path here; there are {paths}, and with `--as` every other path is HTTP");
    refusal(StatusCode::NOT_FOUND, "UnknownPath", &message)
}

async fn invoke(emulator: &Rc<Emulator>, request: Request<Incoming>) -> Result<HttpResponse, Refusal> {
    let invocation_type = invocation_type(&request)?;
    let wants_log = header(&request, "x-amz-log-type") == Some("Tail");
    let limit = match invocation_type {
        InvocationType::Event => MAX_ASYNC_REQUEST,
        InvocationType::RequestResponse | InvocationType::DryRun => MAX_REQUEST,
    };
    let event = event(request, limit).await?;
    let request_id = event.request_id.clone();
    let mut response = match invocation_type {
        InvocationType::DryRun => json(StatusCode::NO_CONTENT, Bytes::new()),
        InvocationType::Event => {
            async_invocation::run(emulator.clone(), event).map_err(refused)?;
            json(StatusCode::ACCEPTED, Bytes::new())
        }
        InvocationType::RequestResponse => {
            let invocation = emulator.invoke(event).map_err(refused)?;
            let Outcome { answer, report } = invocation.outcome().await;
            let mut response = respond(answer);
            if let Some(Report { log, .. }) = report.filter(|_| wants_log) {
                set_header(&mut response, "x-amz-log-result", &BASE64_STANDARD.encode(log::tail(&log)));
            }
            response
        }
    };
    set_header(&mut response, "x-amzn-requestid", &request_id);
    set_header(&mut response, "x-amz-executed-version", "$LATEST");
    Ok(response)
}

fn respond(answer: Answer) -> HttpResponse {
    match answer {
        Answer::Response { content_type, body } => response(StatusCode::OK, &content_type, body),
        Answer::FunctionError(body) => {
            let mut response = json(StatusCode::OK, body);
            set_header(&mut response, "x-amz-function-error", "Unhandled");
            response
        }
        Answer::Stream { .. } => unreachable!("an outcome is whole"),
    }
}

async fn stream(emulator: &Emulator, request: Request<Incoming>) -> Result<HttpResponse, Refusal> {
    let wants_log = header(&request, "x-amz-log-type") == Some("Tail");
    let event = event(request, MAX_REQUEST).await?;
    let request_id = event.request_id.clone();
    let invocation = emulator.invoke(event).map_err(refused)?;
    let mut response = event_stream::respond(invocation, wants_log).await;
    set_header(&mut response, "x-amzn-requestid", &request_id);
    set_header(&mut response, "x-amz-executed-version", "$LATEST");
    Ok(response)
}

fn invocation_type(request: &Request<Incoming>) -> Result<InvocationType, Refusal> {
    match header(request, "x-amz-invocation-type") {
        None | Some("RequestResponse") => Ok(InvocationType::RequestResponse),
        Some("Event") => Ok(InvocationType::Event),
        Some("DryRun") => Ok(InvocationType::DryRun),
        Some(_) => {
            let message = "the invocation type is none of `RequestResponse`, `Event` and `DryRun`";
            Err(refusal(StatusCode::BAD_REQUEST, "InvalidParameterValueException", message))
        }
    }
}

/// The event of a request, once all of it is known to be good.
async fn event(request: Request<Incoming>, limit: usize) -> Result<Event, Refusal> {
    let client_context = header(&request, "x-amz-client-context").map(client_context).transpose()?;
    let payload = body(request, limit).await.map_err(|unread| match unread {
        Unread::TooLarge => {
            let message = format!("Request must be smaller than {limit} bytes for the InvokeFunction operation");
            refusal(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLargeException", &message)
        }
        Unread::Broken => invalid_content("the request's body cannot be read"),
    })?;
    // as in a file that `curl` sends as it is
    let payload = match payload.strip_prefix(MARK.as_bytes()) {
        Some(unmarked) => payload.slice_ref(unmarked),
        None => payload,
    };
    let payload = match payload.is_empty() {
        true => Bytes::from_static(b"{}"),
        false => payload,
    };
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(&payload) {
        let (line, column) = (error.line(), error.column());
        return Err(invalid_content(&format!("the event is not JSON (line {line}, column {column})")));
    }
    Ok(Event { client_context, ..Event::new(payload) })
}

/// JSON out of base64; Lambda hands it to the function decoded.
fn client_context(encoded: &str) -> Result<String, Refusal> {
    if encoded.len() > MAX_CLIENT_CONTEXT {
        let message = format!("the client context has more than {MAX_CLIENT_CONTEXT} bytes of base64");
        return Err(invalid_content(&message));
    }
    let decoded = BASE64_STANDARD.decode(encoded).map_err(|_| invalid_content("the client context is not base64"))?;
    let json = serde_json::from_slice::<serde_json::Value>(&decoded);
    json.map(|json| ascii(&json)).map_err(|_| invalid_content("the client context is not JSON"))
}

/// JSON as a header can hold it: on one line, and with escapes for what is not ASCII.
pub(crate) fn ascii(json: &serde_json::Value) -> String {
    let mut ascii = String::new();
    for c in json.to_string().chars() {
        match c.is_ascii() {
            true => ascii.push(c),
            false => ascii.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
        }
    }
    ascii
}

fn refused(refused: Refused) -> Refusal {
    match refused {
        Refused::Throttled => refusal(StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsException", "Rate Exceeded."),
        Refused::Failed(exit) => refusal(StatusCode::INTERNAL_SERVER_ERROR, "ServiceException", &exit.to_string()),
    }
}

fn invalid_content(message: &str) -> Refusal {
    refusal(StatusCode::BAD_REQUEST, "InvalidRequestContentException", message)
}

fn refusal(status: StatusCode, error_type: &'static str, message: &str) -> Refusal {
    Refusal { status, error_type, message: message.to_owned() }
}

impl Refusal {
    /// As AWS's SDKs read it: the type in a header, the message in the body.
    fn into_response(self) -> HttpResponse {
        let mut response = json(self.status, json!({ "Type": "User", "message": self.message }).to_string());
        set_header(&mut response, "x-amzn-errortype", self.error_type);
        response
    }
}
