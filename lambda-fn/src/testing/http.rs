//! HTTP requests to a function under a local Lambda.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::{Receiver, Sender};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::LocalLambda;
use super::logs::{self, LogLine};
use crate::local::event::Report;
use crate::local::gateway::authorizer::Caller;
use crate::local::gateway::{self, Answered};

/// What came of an HTTP request; see [`LocalLambda::http`].
#[derive(Clone, Debug)]
pub struct HttpResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    is_broken: bool,
    log: String,
    request_id: String,
}

/// A response that arrives piece by piece; see [`LocalLambda::http_stream`].
///
/// It iterates over the pieces, and waits for each.
#[derive(Debug)]
pub struct HttpStream {
    head: Head,
    parts: Receiver<Part>,
    end: Option<End>,
}

/// Requests of a caller whom an authorizer knows; see [`LocalLambda::claims`] and [`LocalLambda::authorizer`].
#[derive(Clone, Debug)]
pub struct HttpCaller<'a> {
    lambda: &'a LocalLambda,
    caller: Caller,
}

#[derive(Debug)]
struct Head {
    status: StatusCode,
    headers: HeaderMap,
    request_id: String,
}

#[derive(Debug)]
enum Part {
    Refused(String),
    Head(Head),
    Piece(Bytes),
    End(End),
}

#[derive(Debug)]
struct End {
    is_broken: bool,
    log: String,
}

impl LocalLambda {
    /// Sends an HTTP request the way that it goes on AWS: through the kind of gateway and the routes that the function's
    /// `http(…)` says, or [`http_as`](super::LocalLambdaBuilder::http_as). Waits for the whole response.
    ///
    /// ```no_run
    /// use http::Request;
    /// use lambda_fn::testing::LocalLambda;
    /// use serde_json::json;
    ///
    /// let api = LocalLambda::spawn("target/debug/api");
    /// let request = Request::put("/users/1").header("content-type", "application/json").body(r#"{"name":"Ada"}"#)?;
    /// let response = api.http(request);
    /// assert_eq!(response.status(), 200);
    /// assert_eq!(response.json(), json!({ "id": 1, "name": "Ada" }));
    /// assert_eq!(response.logs()[0].message, "saved");
    /// # Ok::<_, http::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Where nothing brings HTTP to the function.
    #[must_use]
    #[track_caller]
    pub fn http(&self, request: Request<impl Into<Bytes>>) -> HttpResponse {
        self.http_stream(request).whole()
    }

    /// A `GET` of a path, as [`http`](Self::http) sends it.
    ///
    /// ```no_run
    /// # let api = lambda_fn::testing::LocalLambda::spawn("target/debug/api");
    /// assert_eq!(api.get("/users/7?verbose=true").status(), 404);
    /// ```
    ///
    /// # Panics
    ///
    /// Where that is no path, and as [`http`](Self::http).
    #[must_use]
    #[track_caller]
    pub fn get(&self, path: &str) -> HttpResponse {
        self.http(get(path))
    }

    /// As [`http`](Self::http), and gives the pieces of the response as they come. To drop it is to go away in its midst.
    ///
    /// ```no_run
    /// use http::Request;
    /// use lambda_fn::testing::LocalLambda;
    ///
    /// let clock = LocalLambda::spawn("target/debug/clock");
    /// let mut ticks = clock.http_stream(Request::get("/ticks").body("")?);
    /// assert_eq!(ticks.status(), 200);
    /// assert_eq!(ticks.next().as_deref(), Some(b"data: tick\n\n".as_slice()));
    /// # Ok::<_, http::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// As [`http`](Self::http).
    #[must_use]
    #[track_caller]
    pub fn http_stream(&self, request: Request<impl Into<Bytes>>) -> HttpStream {
        self.stream_of(request.map(Into::into), None)
    }

    /// Requests that a JWT came with: through the gateway their events have these claims, as the authorizer of an HTTP API or
    /// the user pool of a REST API hands them on, as text.
    ///
    /// ```no_run
    /// use lambda_fn::testing::LocalLambda;
    /// use serde_json::json;
    ///
    /// let api = LocalLambda::spawn("target/debug/api");
    /// assert_eq!(api.claims(json!({ "sub": "ada" })).get("/me").text(), "ada");
    /// assert_eq!(api.get("/me").status(), 401);
    /// ```
    ///
    /// The requests panic behind what has no such authorizer: a function URL, a load balancer, VPC Lattice and a WebSocket API.
    #[must_use]
    pub fn claims(&self, claims: Value) -> HttpCaller<'_> {
        HttpCaller { lambda: self, caller: Caller::Claims(claims) }
    }

    /// Requests that a Lambda authorizer has let in: through the gateway their events have the context that it returned, beside
    /// a `principalId` for a REST API. A REST API hands its values on as text, and has no objects and lists among them.
    ///
    /// ```no_run
    /// use lambda_fn::testing::LocalLambda;
    /// use serde_json::json;
    ///
    /// let api = LocalLambda::spawn("target/debug/api");
    /// assert_eq!(api.authorizer(json!({ "tenant": "north" })).get("/tenant").text(), "north");
    /// ```
    ///
    /// The requests panic behind what has no authorizer: a function URL, a load balancer and VPC Lattice. To connect to a
    /// WebSocket API, send the header `x-lambda-fn-authorizer` with the same JSON.
    #[must_use]
    pub fn authorizer(&self, context: Value) -> HttpCaller<'_> {
        HttpCaller { lambda: self, caller: Caller::Authorizer(context) }
    }

    #[track_caller]
    fn stream_of(&self, request: Request<Bytes>, caller: Option<Caller>) -> HttpStream {
        let mut request = self.sent(request);
        let (tell, parts) = std::sync::mpsc::channel();
        drop(self.begin(async move |emulator| {
            if let Some(gateway) = &emulator.config().http {
                if let Some(caller) = caller {
                    if let Err(refused) = caller.clone().authorizer(gateway.kind) {
                        let _ = tell.send(Part::Refused(refused));
                        return;
                    }
                    request.extensions_mut().insert(caller);
                }
                pass_on(gateway::answer(&emulator, gateway, request).await, &tell).await;
            }
        }));
        match parts.recv() {
            Ok(Part::Head(head)) => HttpStream { head, parts, end: None },
            Ok(Part::Refused(refused)) => panic!("{refused}"),
            _ => panic!("nothing brings HTTP to the function; give it `http(…)`, or the test `http_as`"),
        }
    }

    /// As a client sends it.
    fn sent(&self, request: Request<Bytes>) -> Request<Full<Bytes>> {
        let mut request = request;
        let address = self.address().to_string();
        let length = request.body().len();
        let headers = request.headers_mut();
        if let (false, Ok(host)) = (headers.contains_key(header::HOST), HeaderValue::try_from(address)) {
            headers.insert(header::HOST, host);
        }
        if length > 0 {
            headers.insert(header::CONTENT_LENGTH, length.into());
        }
        request.extensions_mut().insert(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        request.map(Full::new)
    }
}

impl HttpCaller<'_> {
    /// As [`LocalLambda::http`].
    ///
    /// # Panics
    ///
    /// As [`LocalLambda::http`], and where the gateway has no such authorizer.
    #[must_use]
    #[track_caller]
    pub fn http(&self, request: Request<impl Into<Bytes>>) -> HttpResponse {
        self.http_stream(request).whole()
    }

    /// As [`LocalLambda::get`].
    ///
    /// # Panics
    ///
    /// As [`LocalLambda::get`], and where the gateway has no such authorizer.
    #[must_use]
    #[track_caller]
    pub fn get(&self, path: &str) -> HttpResponse {
        self.http(get(path))
    }

    /// As [`LocalLambda::http_stream`].
    ///
    /// # Panics
    ///
    /// As [`LocalLambda::http`], and where the gateway has no such authorizer.
    #[must_use]
    #[track_caller]
    pub fn http_stream(&self, request: Request<impl Into<Bytes>>) -> HttpStream {
        self.lambda.stream_of(request.map(Into::into), Some(self.caller.clone()))
    }
}

#[track_caller]
fn get(path: &str) -> Request<Bytes> {
    Request::get(path).body(Bytes::new()).unwrap_or_else(|error| panic!("`{path}` is no path: {error}"))
}

/// Sends a response on, part by part, until nobody takes it any more.
async fn pass_on(answered: Answered, tell: &Sender<Part>) {
    let Answered { response, request_id, invocation } = answered;
    let (head, mut body) = response.into_parts();
    let mut is_taken = tell.send(Part::Head(Head { status: head.status, headers: head.headers, request_id })).is_ok();
    let mut is_broken = false;
    while let (true, Some(frame)) = (is_taken, body.frame().await) {
        match frame.map(hyper::body::Frame::into_data) {
            Ok(Ok(data)) => is_taken = tell.send(Part::Piece(data)).is_ok(),
            Ok(Err(_)) => {}
            Err(_) => {
                is_broken = true;
                break;
            }
        }
    }
    drop(body);
    let report = match invocation {
        Some(invocation) => invocation.report().await,
        None => None,
    };
    let Report { log, .. } = report.unwrap_or_default();
    let _ = tell.send(Part::End(End { is_broken, log: String::from_utf8_lossy(&log).into_owned() }));
}

impl HttpResponse {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Whether the body broke off before its end.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// The body as text.
    ///
    /// # Panics
    ///
    /// Where it is not UTF-8.
    #[must_use]
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body)
            .unwrap_or_else(|error| panic!("the body is no text: {error}\n{}", self.shown_log()))
    }

    /// The body as JSON, whatever its content type.
    ///
    /// # Panics
    ///
    /// With the function's log, where it is not JSON.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> Value {
        self.decoded()
    }

    /// The body, decoded from JSON, whatever its content type.
    ///
    /// # Panics
    ///
    /// With the function's log, where it does not fit.
    #[must_use]
    #[track_caller]
    pub fn decoded<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            let (status, body) = (self.status, String::from_utf8_lossy(&self.body));
            panic!("the body does not fit: {error}\nstatus: {status}\nbody: {body}\n{}", self.shown_log())
        })
    }

    /// The id of the invocation, as the function's context and log have it.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// What the function logged, without Lambda's own lines; nothing where it has not seen the request.
    #[must_use]
    pub fn logs(&self) -> Vec<LogLine> {
        logs::of_function(&self.log)
    }

    /// The log as it stands, as [`Invocation::raw_log`](super::Invocation::raw_log) has it.
    #[must_use]
    pub fn raw_log(&self) -> &str {
        &self.log
    }

    fn shown_log(&self) -> String {
        format!("--- the function's log\n{}---", self.log)
    }
}

impl HttpStream {
    #[track_caller]
    fn whole(mut self) -> HttpResponse {
        let body: Vec<u8> = self.by_ref().flatten().collect();
        let end = self.end.unwrap_or_else(|| panic!("the local Lambda has stopped"));
        let Head { status, headers, request_id } = self.head;
        HttpResponse { status, headers, body: body.into(), is_broken: end.is_broken, log: end.log, request_id }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Whether the body broke off; known once there is no further piece.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.end.as_ref().is_some_and(|end| end.is_broken)
    }
}

impl Iterator for HttpStream {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        match self.parts.recv() {
            Ok(Part::Piece(piece)) => Some(piece),
            Ok(Part::End(end)) => {
                self.end = Some(end);
                None
            }
            Ok(Part::Head(_) | Part::Refused(_)) | Err(_) => None,
        }
    }
}
