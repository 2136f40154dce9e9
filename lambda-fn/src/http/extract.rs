//! Extractors for what Lambda and the gateway say of a request.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
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

/// The `requestContext` of the event, decoded into a type of yours; without one, as JSON.
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
/// One that is missing or does not fit is a 500, with the place that does not fit in the log.
#[derive(Clone, Debug)]
pub struct RequestContext<T = serde_json::Value>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for RequestContext<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        context_of_event(parts).map(Self)
    }
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
/// A load balancer and VPC Lattice have none: there it is a 500.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Stage {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct OfStage {
            stage: String,
        }

        context_of_event(parts).map(|OfStage { stage }| Self(stage))
    }
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
/// without a port. Where there is none, it is a 500. A load balancer whose attribute
/// `routing.http.xff_header_processing.mode` is `preserve` or `remove` adds none: what then stands in the header is the
/// client's own word, so trust no address there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceIp(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for SourceIp {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct OfAddress {
            http: Source,
            identity: Source,
        }

        #[derive(Default, Deserialize)]
        #[serde(default, rename_all = "camelCase")]
        struct Source {
            source_ip: Option<String>,
        }

        let OfAddress { http, identity } = context_of_event(parts)?;
        let forwarded = || {
            let header = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            header.rsplit(',').next().map(|address| address.trim().to_owned())
        };
        let address = http.source_ip.or(identity.source_ip).or_else(forwarded);
        address.as_deref().and_then(ip).map(Self).ok_or_else(|| missing("the event says no source address"))
    }
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

fn context_of_event<T: DeserializeOwned>(parts: &Parts) -> Result<T, Problem> {
    decode(raw_context(parts)?.get().as_bytes()).map_err(|failure| {
        let message = format!("`requestContext` does not fit: {}", failure.message);
        Problem::of(Failure { message, ..failure })
    })
}

fn raw_context(parts: &Parts) -> Result<&RawValue, Problem> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct OfContext<'a> {
        #[serde(borrow)]
        request_context: Option<&'a RawValue>,
    }

    let OfContext { request_context } = decode(lambda(parts)?.event()).map_err(Problem::of)?;
    request_context.ok_or_else(|| missing("the event has no `requestContext`"))
}

/// Where each kind of authorizer leaves what it says: `None` where there was none.
fn claims<T: DeserializeOwned>(parts: &Parts) -> Result<Option<T>, Problem> {
    #[derive(Deserialize)]
    struct OfAuthorizer<'a> {
        #[serde(borrow)]
        authorizer: Option<&'a RawValue>,
    }

    let Ok(context) = raw_context(parts) else {
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
