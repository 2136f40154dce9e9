use lambda_fn::http::{Router, debug_handler};

#[debug_handler]
fn page() -> String {
    String::new()
}

#[lambda_fn::lambda_fn(http)]
fn api() -> Router {
    Router::new()
}
