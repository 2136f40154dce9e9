use lambda_fn::http::{Router, debug_handler};

struct Page;

#[debug_handler]
async fn page() -> Page {
    Page
}

#[lambda_fn::lambda_fn(http)]
fn api() -> Router {
    Router::new()
}
