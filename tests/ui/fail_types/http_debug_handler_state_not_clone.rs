use lambda_fn::http::{Router, State, debug_handler};

struct Db;

#[debug_handler]
async fn page(State(db): State<Db>) {
    let _ = db;
}

#[lambda_fn::lambda_fn(http)]
fn api() -> Router {
    Router::new()
}
