//! What is named as an extractor of axum's need not be one.

use std::convert::Infallible;

use lambda_fn::http::axum::extract::FromRequestParts;
use lambda_fn::http::axum::http::request::Parts;
use lambda_fn::http::{
    Context, Event, HeaderMap, Path, PathParameters, Request, RequestContext, Resource, SourceIp, Stage, StageVariables,
};
use lambda_fn::lambda_fn;

struct State(usize);

impl<S: Send + Sync> FromRequestParts<S> for State {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.headers.len()))
    }
}

#[lambda_fn(http(route = "GET /users/{id}"))]
#[allow(clippy::too_many_arguments)]
async fn user(
    Path(id): Path<u64>,
    state: State,
    Event(event): Event<HeadersOfEvent>,
    StageVariables(variables): StageVariables,
    PathParameters(parameters): PathParameters,
    resource: Option<Resource>,
    address: Option<SourceIp>,
    named: Option<Stage>,
    context: Option<Context>,
    request_context: Option<RequestContext>,
    headers: HeaderMap,
    request: Request,
) -> String {
    let of_the_event = (event.headers.len(), variables.len(), parameters.len());
    let optional =
        [resource.is_some(), address.is_some(), named.is_some(), context.is_some(), request_context.is_some()];
    format!("{id} {} {of_the_event:?} {optional:?} {} {}", state.0, headers.len(), request.uri())
}

#[derive(serde::Deserialize)]
struct HeadersOfEvent {
    headers: std::collections::BTreeMap<String, String>,
}
