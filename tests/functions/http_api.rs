//! Many routes in one function, with a state that is not `Clone`.

use std::convert::Infallible;
use std::io::Error;
use std::sync::Arc;

use futures_util::stream;
use lambda_fn::http::axum::response::sse::{Event, Sse};
use lambda_fn::http::middleware::map_response;
use lambda_fn::http::routing::{any, get, post};
use lambda_fn::http::{
    Body, Bytes, Claims, Context, Event as WholeEvent, HeaderMap, IntoResponse, Json, Method, Path, PathParameters,
    Problem, RequestContext, Resource, Response, Router, SourceIp, Stage, StageVariables, State, StatusCode, Uri,
};
use lambda_fn::{Result, lambda_fn};
use serde::Deserialize;
use serde_json::{Value, json};

struct Words {
    hello: &'static str,
}

async fn connect() -> Result<Words> {
    Ok(Words { hello: "hello" })
}

#[derive(Deserialize)]
struct Caller {
    sub: String,
}

#[lambda_fn(http(kind = "any"), init = connect)]
fn api(words: Words) -> Router {
    Router::new()
        .route("/hello", get(|State(words): State<Arc<Words>>| async move { words.hello }))
        .route("/me", get(|Claims(caller): Claims<Caller>| async move { caller.sub }))
        .route("/claims", get(|Claims(claims): Claims<Value>| async move { Json(claims) }))
        .route(
            "/claims-or-none",
            get(|claims: Option<Claims<Caller>>| async move { Json(claims.map(|Claims(it)| it.sub)) }),
        )
        .route("/segment/{segment}", get(|Path(segment): Path<String>| async { segment }))
        .route("/stage", get(|Stage(stage): Stage| async move { stage }))
        .route("/address", get(|SourceIp(address): SourceIp| async move { address.to_string() }))
        .route("/beside-the-request", get(beside_the_request))
        .route("/or-none", get(or_none))
        .route("/table", get(|StageVariables(stage): StageVariables<Table>| async move { stage.table }))
        .route("/context", get(|RequestContext(context): RequestContext| async move { Json(context) }))
        .route("/request-id", get(|Context(context): Context| async move { context.request_id }))
        .route("/body", post(|body: Bytes| async move { body }))
        .route("/json", post(|Json(json): Json<Value>| async move { Json(json) }))
        .route("/status", get(|| async { StatusCode::IM_A_TEAPOT }))
        .route("/injection", get(|| async { [("x-evil", "a\r\nset-cookie: b=c")] }))
        .route("/not-utf-8", get(|| async { [("x-bytes", b"\xff".as_slice())] }))
        .route("/large", get(|| async { "x".repeat(7 * 1024 * 1024) }))
        .route("/panic", get(panics))
        .route(
            "/body-error",
            get(|| async { Body::from_stream(stream::iter([Ok("begun"), Err(Error::other("no more"))])) }),
        )
        .route("/body-panic", get(|| async { Body::from_stream(stream::once(async { in_the_body() })) }))
        .route("/in-an-envelope", get(problem).layer(map_response(in_an_envelope)))
        .route("/hidden", get(problem).layer(map_response(hidden)))
        .route("/without-content", get(problem).layer(map_response(without_content)))
        .route("/problem", get(problem))
        .route("/cookies", get(cookies))
        .route("/events", get(events))
        .fallback(any(echo))
        .with_state(Arc::new(words))
}

#[derive(Deserialize)]
struct Table {
    table: String,
}

async fn beside_the_request(
    StageVariables(variables): StageVariables,
    PathParameters(parameters): PathParameters,
    resource: Option<Resource>,
    WholeEvent(event): WholeEvent,
) -> Json<Value> {
    let resource = resource.map(|Resource(resource)| resource);
    Json(json!({ "variables": variables, "parameters": parameters, "resource": resource, "event": event }))
}

#[expect(clippy::too_many_arguments, reason = "one of each")]
async fn or_none(
    context: Option<Context>,
    request_context: Option<RequestContext>,
    stage: Option<Stage>,
    address: Option<SourceIp>,
    resource: Option<Resource>,
    variables: Option<StageVariables>,
    parameters: Option<PathParameters>,
    claims: Option<Claims<Value>>,
) -> Json<Value> {
    Json(json!({
        "context": context.is_some(),
        "requestContext": request_context.map(|RequestContext(it)| it),
        "stage": stage.map(|Stage(it)| it),
        "address": address.map(|SourceIp(it)| it),
        "resource": resource.map(|Resource(it)| it),
        "variables": variables.map(|StageVariables(it)| it),
        "parameters": parameters.map(|PathParameters(it)| it),
        "claims": claims.map(|Claims(it)| it),
    }))
}

async fn problem() -> Problem {
    Problem::new(StatusCode::CONFLICT).detail("taken")
}

async fn in_an_envelope(mut response: Response) -> Response {
    *response.body_mut() = Body::from(r#"{"error":"of a layer"}"#);
    response
}

async fn hidden(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

async fn without_content(mut response: Response) -> Response {
    *response.body_mut() = Body::empty();
    response
}

fn in_the_body() -> Result<&'static str, Error> {
    panic!("in the body")
}

async fn panics() {
    panic!("at the disco")
}

async fn cookies() -> Response {
    let mut response = "crumbs".into_response();
    for cookie in ["a=1; Path=/", "b=2"] {
        response.headers_mut().append("set-cookie", cookie.parse().expect("it is a value"));
    }
    for value in ["x", "y, z"] {
        response.headers_mut().append("x-many", value.parse().expect("it is a value"));
    }
    response
}

async fn events() -> impl IntoResponse {
    let events = ["one", "two", "three"].map(|word| Ok::<_, Infallible>(Event::default().data(word)));
    Sse::new(stream::iter(events))
}

/// What the handler got of the request.
async fn echo(method: Method, uri: Uri, headers: HeaderMap, body: Body) -> Json<Value> {
    let body = lambda_fn::http::axum::body::to_bytes(body, usize::MAX).await.expect("it is in memory");
    let headers: Vec<_> =
        headers.iter().map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes()))).collect();
    Json(json!({
        "method": method.as_str(),
        "path": uri.path(),
        "query": uri.query(),
        "headers": headers,
        "body": String::from_utf8_lossy(&body),
        "length": body.len(),
    }))
}
