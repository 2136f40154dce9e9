//! HTTP: router of a state by reference.

use lambda_fn::http::routing::get;
use lambda_fn::http::{Router, State};
use lambda_fn::lambda_fn;

async fn connect() -> lambda_fn::Result<String> {
    Ok("hello".to_owned())
}

async fn hello(State(words): State<&'static String>) -> String {
    words.clone()
}

#[lambda_fn(http, init = connect)]
fn api(words: &'static String) -> Router {
    Router::new().route("/", get(hello)).with_state(words)
}
