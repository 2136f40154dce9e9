//! Attributes on what the expansion calls cause no warning in it.

use lambda_fn::http::Router;
use lambda_fn::{Result, lambda_fn};

#[deprecated]
#[must_use = "it is looked at"]
async fn open() -> Result<String> {
    Ok(String::new())
}

#[deprecated]
#[must_use = "it is looked at"]
#[track_caller]
#[inline]
fn layers(router: Router) -> Router {
    router
}

#[lambda_fn(http(layers = layers), init = open)]
#[deprecated]
#[must_use = "it is looked at"]
#[track_caller]
fn routes(name: String) -> Router {
    drop(name);
    Router::new()
}
