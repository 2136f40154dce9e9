//! The extension without which Lambda ends a function by SIGKILL alone.
//!
//! Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle": the shutdown phase of a function
//! without extensions takes 0 ms. `lambda_runtime` has a feature for the same, which brings `tracing-subscriber`'s
//! `env-filter` and a crate for extensions with it: two requests do.

use std::convert::Infallible;

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Method, Request, StatusCode, request};
use lambda_runtime_api_client::body::Body;
use lambda_runtime_api_client::{BoxError, PooledClient, build_request};
use tokio::time::timeout;

use crate::failure::in_one_line;
use crate::limits::limits;

/// No other extension of the function may have this name.
const NAME: &str = "lambda-fn-shutdown";

/// An internal extension that takes no events.
pub(super) struct Extension {
    client: PooledClient,
    identifier: HeaderValue,
}

/// Registers it; Lambda takes that only before the function asks for its first event. Whatever comes of it, the function
/// serves its events.
pub(super) async fn register() -> Option<Extension> {
    let limit = limits().register;
    let registered = match timeout(limit, try_register()).await {
        Ok(registered) => registered,
        Err(_) => Err(format!("the Extensions API does not answer within {limit:?}").into()),
    };
    registered.inspect_err(warn).ok()
}

fn warn(error: &BoxError) {
    let reason = in_one_line(&**error);
    tracing::warn!("Lambda will not ask for `shutdown`, since no extension can be registered: {reason}");
}

async fn try_register() -> Result<Extension, BoxError> {
    let client = PooledClient::builder().build();
    let request = to("register").method(Method::POST).header(CONTENT_TYPE, "application/json");
    let request = request.header("lambda-extension-name", NAME).body(Body::from(r#"{"events":[]}"#))?;
    let response = client.call(request).await?;
    accepted(response.status())?;
    let identifier = response.headers().get("lambda-extension-identifier").cloned();
    let identifier = identifier.ok_or("the Extensions API answers without an identifier")?;
    Ok(Extension { client, identifier })
}

/// Says that the extension is ready, for which Lambda waits in the init phase. It is never answered.
pub(super) async fn ready(extension: Option<Extension>) -> Infallible {
    if let Some(extension) = extension
        && let Err(error) = extension.wait().await
    {
        warn(&error);
    }
    std::future::pending().await
}

impl Extension {
    async fn wait(&self) -> Result<(), BoxError> {
        let request: Request<Body> =
            to("event/next").header("lambda-extension-identifier", &self.identifier).body(Body::empty())?;
        accepted(self.client.call(request).await?.status())
    }
}

fn accepted(status: StatusCode) -> Result<(), BoxError> {
    match status.is_success() {
        true => Ok(()),
        false => Err(format!("the Extensions API answers with {status}").into()),
    }
}

fn to(path: &str) -> request::Builder {
    build_request().uri(format!("/2020-01-01/extension/{path}"))
}
