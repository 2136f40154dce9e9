use lambda_fn::http::Router;

#[lambda_fn::lambda_fn(http(layers = layers))]
async fn user() -> &'static str {
    "Ada"
}

fn layers() -> Router {
    Router::new()
}
