mod lambda_http {
    pub use lambda_fn::http::axum::http;

    pub struct Body;
    pub type Request = http::Request<Body>;
}

use lambda_http::Request as Incoming;

#[lambda_fn::lambda_fn(http)]
async fn user(request: Incoming) -> String {
    request.uri().to_string()
}
