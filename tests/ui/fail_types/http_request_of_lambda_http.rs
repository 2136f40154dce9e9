mod lambda_http {
    pub use lambda_fn::http::axum::http;

    pub struct Body;
    pub type Request = http::Request<Body>;
}

use lambda_http::Request;

#[lambda_fn::lambda_fn(http)]
async fn user(request: Request) -> String {
    request.uri().to_string()
}
