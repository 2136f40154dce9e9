use lambda_fn::http::{Router, State, routing::get};

#[lambda_fn::lambda_fn(http)]
fn api() -> Router<String> {
    Router::new().route("/", get(|State(name): State<String>| async { name }))
}
