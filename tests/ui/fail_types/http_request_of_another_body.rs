use lambda_fn::http::axum::http;

mod lambda_http {
    pub struct Body;
}

#[lambda_fn::lambda_fn(http)]
async fn user(request: http::Request<lambda_http::Body>) -> String {
    request.uri().to_string()
}
