//! Types of one's own under the names of axum's: each reads the whole request.

use std::convert::Infallible;

use lambda_fn::http::axum::extract::FromRequest;
use lambda_fn::http::routing::get;
use lambda_fn::http::{Request, Router, debug_handler};
use lambda_fn::lambda_fn;

struct State(String);

impl<S: Send + Sync> FromRequest<S> for State {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        Ok(Self(request.uri().to_string()))
    }
}

#[debug_handler]
async fn of_a_router(state: State) -> String {
    state.0
}

/// Another one.
mod one {
    use super::{FromRequest, Infallible, Request};

    pub(crate) struct Query(pub(crate) String);

    impl<S: Send + Sync> FromRequest<S> for Query {
        type Rejection = Infallible;

        async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
            Ok(Self(request.uri().to_string()))
        }
    }
}

#[debug_handler]
async fn query(query: one::Query) -> String {
    query.0
}

fn layers(router: Router) -> Router {
    router.route("/of-a-router", get(of_a_router)).route("/query", get(query))
}

#[lambda_fn(http(route = "GET /", layers = layers))]
async fn state(state: State) -> String {
    state.0
}
