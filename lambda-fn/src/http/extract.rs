//! Extractors for what Lambda and the gateway say of a request.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::StatusCode;
use http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::event::Format;
use super::lambda::Lambda;
use super::problem::Problem;
use crate::decode::decode;
use crate::failure::Failure;
use crate::invocation::Invoked;

/// The context of the invocation, as an extractor of axum's.
///
/// ```
/// use lambda_fn::http::Context;
///
/// async fn whoami(Context(context): Context) -> String {
///     context.invoked_function_arn
/// }
/// ```
///
/// A request that does not come from Lambda, as in a test that calls a `Router` itself, gets a 500.
#[derive(Clone, Debug)]
pub struct Context(pub lambda_runtime::Context);

impl<S: Send + Sync> FromRequestParts<S> for Context {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(lambda(parts)?.context().clone()))
    }
}

/// `None` for a request that does not come from Lambda.
impl<S: Send + Sync> OptionalFromRequestParts<S> for Context {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(Lambda::of(&parts.extensions).map(|lambda| Self(lambda.context().clone())))
    }
}

/// The whole event, decoded into a type of yours; without one, as JSON. It is for what no other extractor has, and is decoded
/// once more for it.
///
/// ```
/// use lambda_fn::http::Event;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// #[serde(rename_all = "camelCase")]
/// struct Encoding { is_base64_encoded: bool }
///
/// async fn is_binary(Event(event): Event<Encoding>) -> String {
///     event.is_base64_encoded.to_string()
/// }
/// ```
///
/// An event that does not fit is a 500, with the place that does not fit in the log.
#[derive(Clone, Debug)]
pub struct Event<T = serde_json::Value>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Event<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        decode(lambda(parts)?.event()).map(Self).map_err(|failure| misfit("the event", failure))
    }
}

/// The `requestContext` of the event, decoded into a type of yours; without one, as JSON.
///
/// What it has depends on what the request came through: AWS's guides list it for
/// [HTTP APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html),
/// [REST APIs](https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html),
/// [function URLs](https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html),
/// [load balancers](https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html) and
/// [VPC Lattice](https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html).
///
/// ```
/// use lambda_fn::http::RequestContext;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// #[serde(rename_all = "camelCase")]
/// struct Api { domain_name: String }
///
/// async fn link(RequestContext(api): RequestContext<Api>) -> String {
///     format!("https://{}/", api.domain_name)
/// }
/// ```
///
/// One that is missing or does not fit is a 500, with the place that does not fit in the log. `Option<RequestContext<T>>` is
/// `None` where it is missing.
#[derive(Clone, Debug)]
pub struct RequestContext<T = serde_json::Value>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for RequestContext<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        context_of_event(parts)?.map(Self).ok_or_else(no_context)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequestParts<S> for RequestContext<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        optional(parts, |parts| Ok(context_of_event(parts)?.map(Self)))
    }
}

/// The stage variables of the API, decoded into a type of yours; without one, as a map. Their values are strings.
///
/// ```
/// use lambda_fn::http::StageVariables;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Backend { table: String }
///
/// async fn table(StageVariables(backend): StageVariables<Backend>) -> String {
///     backend.table
/// }
/// ```
///
/// REST, HTTP and WebSocket APIs have them; elsewhere, and where the stage has none, the map is empty. Those that do not fit
/// are a 500, with the place that does not fit in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageVariables<T = BTreeMap<String, String>>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for StageVariables<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let variables = of_event(parts)?.stage_variables;
        object(variables).map(Self).map_err(|failure| misfit("`stageVariables`", failure))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequestParts<S> for StageVariables<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        optional(parts, |parts| {
            let Some(raw) = of_event(parts)?.stage_variables else { return Ok(None) };
            object(Some(raw)).map(|fits| Some(Self(fits))).map_err(|failure| misfit("`stageVariables`", failure))
        })
    }
}

/// The variables of the path as API Gateway took them from its own route: `pathParameters` of the event, decoded into a type
/// of yours; without one, as a map.
///
/// [`Path`](super::Path) has those of the routes that the function itself looks at. The two differ where API Gateway has
/// other routes than the function, as a proxy resource `/{proxy+}` before a whole `Router`, and in their escapes, since each
/// kind of API decodes them in its own way.
///
/// ```
/// use lambda_fn::http::PathParameters;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Rest { proxy: String }
///
/// async fn rest(PathParameters(path): PathParameters<Rest>) -> String {
///     path.proxy
/// }
/// ```
///
/// REST and HTTP APIs have them; elsewhere, and where the route has none, the map is empty. Those that do not fit are a 500,
/// with the place that does not fit in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathParameters<T = BTreeMap<String, String>>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for PathParameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let parameters = of_event(parts)?.path_parameters;
        object(parameters).map(Self).map_err(|failure| misfit("`pathParameters`", failure))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequestParts<S> for PathParameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        optional(parts, |parts| {
            let Some(raw) = of_event(parts)?.path_parameters else { return Ok(None) };
            object(Some(raw)).map(|fits| Some(Self(fits))).map_err(|failure| misfit("`pathParameters`", failure))
        })
    }
}

/// The resource of a REST API that took the request, such as `/users/{id}`; also the path of the route, with payload format
/// 1.0 of an HTTP API.
///
/// ```
/// use lambda_fn::http::Resource;
///
/// async fn metric(resource: Option<Resource>) -> String {
///     resource.map_or_else(|| "elsewhere".to_owned(), |Resource(resource)| resource)
/// }
/// ```
///
/// Elsewhere there is none: there it is a 500, and `Option<Resource>` is `None`. An HTTP API with payload format 2.0 has
/// `routeKey`, such as `GET /users/{id}`, in [`RequestContext`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Resource {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        resource(parts)?.ok_or_else(|| missing("the event has no `resource`"))
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Resource {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        optional(parts, resource)
    }
}

fn resource(parts: &Parts) -> Result<Option<Resource>, Problem> {
    let Some(resource) = of_event(parts)?.resource else { return Ok(None) };
    let resource = decode(resource.get().as_bytes()).map_err(|failure| misfit("`resource`", failure))?;
    Ok(Some(Resource(resource)))
}

/// What the authorizer of API Gateway said of the caller: the claims of a JWT, or the context of a Lambda authorizer.
///
/// ```
/// use lambda_fn::http::Claims;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct User { sub: String }
///
/// async fn me(Claims(user): Claims<User>) -> String {
///     user.sub
/// }
/// ```
///
/// Without claims, or where they do not fit, the caller gets a 401 with `WWW-Authenticate: Bearer`. `Option<Claims<T>>`
/// takes requests without claims too.
/// API Gateway hands the claims of a JWT on as strings, whatever they were in the token.
#[derive(Clone, Debug)]
pub struct Claims<T>(pub T);

/// RFC 6750, 3. "The WWW-Authenticate Response Header Field": without an error where the request has no token.
const BEARER: &str = "Bearer";
const INVALID_TOKEN: &str = "Bearer error=\"invalid_token\"";

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Claims<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        claims(parts)?.map(Self).ok_or_else(|| Problem::unauthorized(BEARER, "the request has no claims"))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequestParts<S> for Claims<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        Ok(claims(parts)?.map(Self))
    }
}

/// The stage of the API, such as `prod`; `$default` for a function URL.
///
/// ```
/// use lambda_fn::http::Stage;
///
/// async fn is_production(Stage(stage): Stage) -> String {
///     (stage == "prod").to_string()
/// }
/// ```
///
/// A load balancer and VPC Lattice have none: there it is a 500, and `Option<Stage>` is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Stage {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        stage(parts)?.ok_or_else(|| missing("the event has no stage"))
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Stage {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        optional(parts, stage)
    }
}

fn stage(parts: &Parts) -> Result<Option<Stage>, Problem> {
    #[derive(Deserialize)]
    struct OfStage {
        stage: Option<String>,
    }

    Ok(context_of_event(parts)?.and_then(|OfStage { stage }| stage).map(Stage))
}

/// The address that the request came from, as the gateway saw it.
///
/// ```
/// use lambda_fn::http::SourceIp;
///
/// async fn echo(SourceIp(address): SourceIp) -> String {
///     address.to_string()
/// }
/// ```
///
/// Behind a load balancer and VPC Lattice it is the last address of `x-forwarded-for`, which they add themselves, with or
/// without a port. Where there is none, it is a 500. What is not an address is a 400: the console's test of a REST API sends
/// `test-invoke-source-ip`. `Option<SourceIp>` is `None` in either case. A load balancer whose attribute
/// `routing.http.xff_header_processing.mode` is `preserve` or `remove` adds none: what then stands in the header is the
/// client's own word, so trust no address there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceIp(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for SourceIp {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let address = source_address(parts)?.ok_or_else(|| missing("the event has no source address"))?;
        let not_one = || Problem::new(StatusCode::BAD_REQUEST).detail("the source of the request is not an IP address");
        ip(&address).map(Self).ok_or_else(not_one)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for SourceIp {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        optional(parts, |parts| Ok(source_address(parts)?.as_deref().and_then(ip).map(Self)))
    }
}

/// As the event has it.
fn source_address(parts: &Parts) -> Result<Option<String>, Problem> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct OfAddress {
        http: Option<Source>,
        identity: Option<Source>,
    }

    #[derive(Default, Deserialize)]
    #[serde(default, rename_all = "camelCase")]
    struct Source {
        source_ip: Option<String>,
    }

    let OfAddress { http, identity } = context_of_event(parts)?.unwrap_or_default();
    let forwarded = || {
        let header = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        header.rsplit(',').next().map(|address| address.trim().to_owned())
    };
    let of_gateway = [http, identity].into_iter().flatten().find_map(|source| source.source_ip);
    Ok(of_gateway.or_else(forwarded).filter(|address| !address.is_empty()))
}

/// An address, with a port where the load balancer keeps that of the client.
fn ip(address: &str) -> Option<IpAddr> {
    let with_port = || address.parse().ok().map(|address: SocketAddr| address.ip());
    let in_brackets = || address.strip_prefix('[')?.strip_suffix(']')?.parse().ok().map(IpAddr::V6);
    address.parse().ok().or_else(with_port).or_else(in_brackets)
}

/// For a handler of axum's, what the expansion finds in its place.
pub(super) fn lambda(parts: &Parts) -> Result<&Lambda, Problem> {
    Lambda::of(&parts.extensions).ok_or_else(|| missing("the request does not come from Lambda"))
}

fn missing(message: &str) -> Problem {
    Problem::of(Failure::new("Runtime.RequestContext", message))
}

/// What a request need not have: `None` as well where it does not come from Lambda.
fn optional<T>(parts: &Parts, read: impl FnOnce(&Parts) -> Result<Option<T>, Problem>) -> Result<Option<T>, Problem> {
    match Lambda::of(&parts.extensions) {
        Some(_) => read(parts),
        None => Ok(None),
    }
}

fn no_context() -> Problem {
    missing("the event has no `requestContext`")
}

fn misfit(what: &str, failure: Failure) -> Problem {
    let message = format!("{what} does not fit: {}", failure.message);
    Problem::of(Failure { message, ..failure })
}

/// What stands in the event beside the request itself: `null` is as if it were missing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfEvent<'a> {
    #[serde(borrow)]
    request_context: Option<&'a RawValue>,
    #[serde(borrow)]
    stage_variables: Option<&'a RawValue>,
    #[serde(borrow)]
    path_parameters: Option<&'a RawValue>,
    #[serde(borrow)]
    resource: Option<&'a RawValue>,
}

fn of_event(parts: &Parts) -> Result<OfEvent<'_>, Problem> {
    decode(lambda(parts)?.event()).map_err(Problem::of)
}

/// An object that is left out where it would be empty.
fn object<T: DeserializeOwned>(object: Option<&RawValue>) -> Result<T, Failure> {
    decode(object.map_or("{}", RawValue::get).as_bytes())
}

/// `None` where the event has none.
fn context_of_event<T: DeserializeOwned>(parts: &Parts) -> Result<Option<T>, Problem> {
    let Some(context) = of_event(parts)?.request_context else { return Ok(None) };
    decode(context.get().as_bytes()).map(Some).map_err(|failure| misfit("`requestContext`", failure))
}

/// Where each kind of authorizer leaves what it says: `None` where there was none.
fn claims<T: DeserializeOwned>(parts: &Parts) -> Result<Option<T>, Problem> {
    #[derive(Deserialize)]
    struct OfAuthorizer<'a> {
        #[serde(borrow)]
        authorizer: Option<&'a RawValue>,
    }

    let Some(context) = of_event(parts).ok().and_then(|event| event.request_context) else {
        return Ok(None);
    };
    let unreadable = |failure: Failure| {
        tracing::warn!("the claims of the request do not fit: {}", failure.message);
        Problem::unauthorized(INVALID_TOKEN, "the claims of the request are not those that are needed")
    };
    let OfAuthorizer { authorizer } = decode(context.get().as_bytes()).map_err(unreadable)?;
    let Some(authorizer) = authorizer else {
        return Ok(None);
    };
    let claims = claims_of(lambda(parts)?.format(), authorizer).map_err(unreadable)?;
    claims.map(|claims| decode(claims.get().as_bytes()).map_err(unreadable)).transpose()
}

/// API Gateway's Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs" and "Input format of a Lambda function
/// for proxy integration": payload format 2.0 names the kind of the authorizer; in 1.0 a JWT and a user pool have `claims`,
/// which are `null` where a route has no authorizer, and what a Lambda authorizer says, which is never an object within,
/// stands there itself.
fn claims_of(format: Format, authorizer: &RawValue) -> Result<Option<&RawValue>, Failure> {
    #[derive(Deserialize)]
    struct Authorizer<'a> {
        #[serde(borrow)]
        jwt: Option<Jwt<'a>>,
        #[serde(borrow)]
        lambda: Option<&'a RawValue>,
    }

    #[derive(Deserialize)]
    struct Jwt<'a> {
        #[serde(borrow)]
        claims: Option<&'a RawValue>,
    }

    if format == Format::V2 {
        let Authorizer { jwt, lambda } = decode(authorizer.get().as_bytes())?;
        return Ok(jwt.and_then(|jwt| jwt.claims).or(lambda));
    }
    let fields: BTreeMap<String, &RawValue> = decode(authorizer.get().as_bytes())?;
    Ok(match fields.get("claims") {
        Some(claims) if claims.get() == "null" => None,
        Some(claims) if claims.get().starts_with('{') => Some(claims),
        // without any authorizer there is nothing, or nothing but the scopes that a route could ask for
        _ => Some(authorizer).filter(|_| fields.keys().any(|name| name != "scopes")),
    })
}
