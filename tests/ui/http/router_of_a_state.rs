//! HTTP: router of a state.

use std::sync::Arc;

use lambda_fn::http::routing::get;
use lambda_fn::http::{Router, State};
use lambda_fn::lambda_fn;

struct Words(String);

async fn connect() -> lambda_fn::Result<Words> {
    Ok(Words("hello".to_owned()))
}

async fn hello(State(words): State<Arc<Words>>) -> String {
    words.0.clone()
}

#[lambda_fn(http, init = connect)]
fn api(words: Words) -> Router {
    Router::new().route("/", get(hello)).with_state(Arc::new(words))
}
