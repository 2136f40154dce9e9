use lambda_fn::http::Router;

fn layers(router: Router) -> Router {
    router
}

#[lambda_fn::lambda_fn(http(route = "GET /"), layers = layers)]
async fn hello() -> &'static str {
    "hello"
}
