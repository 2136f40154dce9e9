//! A stand-in for Lambda's Runtime API: real HTTP on loopback, which keeps what the function posts.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::mpsc;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::DEADLINE;

/// AWS Lambda quotas: 6 MB for a synchronous response, and 100 bytes.
const MAX_RESPONSE: usize = 6_291_556;

pub(crate) struct RuntimeApi {
    pub(crate) address: SocketAddr,
    events: UnboundedSender<Event>,
    replies: mpsc::Receiver<Reply>,
    /// Serves until it is dropped.
    _server: tokio::runtime::Runtime,
}

impl RuntimeApi {
    pub(crate) fn start() -> Self {
        let server = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = server.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).unwrap();
        let address = listener.local_addr().unwrap();
        let (events, waiting) = unbounded_channel();
        let (posted, replies) = mpsc::channel();
        server.spawn(serve(listener, Arc::new(Api { waiting: Mutex::new(waiting), posted })));
        Self { address, events, replies, _server: server }
    }

    pub(crate) fn send(&self, event: Event) {
        self.events.send(event).unwrap();
    }

    pub(crate) fn reply(&self) -> Option<Reply> {
        self.replies.recv_timeout(DEADLINE).ok()
    }

    pub(crate) fn has_another_reply(&self) -> bool {
        self.replies.try_recv().is_ok()
    }
}

/// An event for the function, and the headers that it comes with.
pub(crate) struct Event {
    pub(crate) request_id: String,
    payload: Bytes,
    headers: Vec<(&'static str, String)>,
}

impl Event {
    pub(crate) fn new(payload: impl Into<Bytes>) -> Self {
        static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
        let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let request_id = format!("8476a536-e9f4-11e8-9739-{number:012x}");
        Self { request_id, payload: payload.into(), headers: Vec::new() }
    }

    pub(crate) fn header(mut self, name: &'static str, value: &Value) -> Self {
        self.headers.push((name, value.to_string()));
        self
    }

    pub(crate) fn trace_id(&self) -> String {
        format!("Root=1-5759e988-{};Sampled=1", self.request_id)
    }

    fn into_response(self) -> Response<Full<Bytes>> {
        let mut response = Response::builder()
            .header("lambda-runtime-aws-request-id", &self.request_id)
            .header("lambda-runtime-deadline-ms", "4102444800000")
            .header("lambda-runtime-invoked-function-arn", "arn:aws:lambda:us-east-1:123456789012:function:tested")
            .header("lambda-runtime-trace-id", self.trace_id());
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        response.body(Full::new(self.payload)).unwrap()
    }
}

impl From<Value> for Event {
    fn from(payload: Value) -> Self {
        Self::new(payload.to_string())
    }
}

impl From<&'static str> for Event {
    fn from(payload: &'static str) -> Self {
        Self::new(payload)
    }
}

/// What the function posted.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The path behind `/2018-06-01/runtime/`.
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Reply {
    /// The response to an event.
    #[track_caller]
    pub(crate) fn response(&self) -> Value {
        assert!(self.path.ends_with("/response"), "{self:?}");
        self.json()
    }

    /// The message of a function error, which has to be of this type.
    #[track_caller]
    pub(crate) fn error(&self, error_type: &str) -> String {
        assert!(self.path.ends_with("/error"), "posted to {}", self.path);
        let error = self.json();
        assert_eq!(error["errorType"], error_type, "{error}");
        error["errorMessage"].as_str().expect("a message").to_owned()
    }

    pub(crate) fn is_of(&self, request_id: &str) -> bool {
        self.path.split('/').any(|part| part == request_id)
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

struct Api {
    waiting: Mutex<UnboundedReceiver<Event>>,
    posted: mpsc::Sender<Reply>,
}

async fn serve(listener: TcpListener, api: Arc<Api>) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let api = api.clone();
        let service = service_fn(move |request| {
            let api = api.clone();
            async move { Ok::<_, Infallible>(api.answer(request).await) }
        });
        tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

impl Api {
    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let path = request.uri().path().strip_prefix("/2018-06-01/runtime/").unwrap_or_default().to_owned();
        let parts: Vec<_> = path.split('/').collect();
        match (request.method(), parts.as_slice()) {
            (&Method::GET, ["invocation", "next"]) => self.next().await,
            (&Method::POST, ["invocation", _, "response" | "error"] | ["init", "error"]) => {
                self.accept(path, request).await
            }
            _ => status(StatusCode::NOT_FOUND),
        }
    }

    /// Held open until there is an event.
    async fn next(&self) -> Response<Full<Bytes>> {
        match self.waiting.lock().await.recv().await {
            Some(event) => event.into_response(),
            None => status(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    async fn accept(&self, path: String, request: Request<Incoming>) -> Response<Full<Bytes>> {
        let (head, body) = request.into_parts();
        let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        if body.len() > MAX_RESPONSE {
            return status(StatusCode::PAYLOAD_TOO_LARGE);
        }
        // a test that has seen enough no longer listens
        let _ = self.posted.send(Reply { path, headers: head.headers, body });
        status(StatusCode::ACCEPTED)
    }
}

fn status(status: StatusCode) -> Response<Full<Bytes>> {
    let body = json!({ "status": status.canonical_reason() }).to_string();
    Response::builder().status(status).body(Full::new(body.into())).unwrap()
}
