use lambda_fn::http::{Router, debug_handler};

#[debug_handler]
async fn page() -> String {
    let text = std::rc::Rc::new(String::new());
    std::future::ready(()).await;
    text.to_string()
}

#[lambda_fn::lambda_fn(http)]
fn api() -> Router {
    Router::new()
}
