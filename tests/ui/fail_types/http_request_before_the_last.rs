use lambda_fn::http::{HeaderMap, Request};

#[lambda_fn::lambda_fn(http)]
async fn user(request: Request, headers: HeaderMap) -> String {
    format!("{} {}", request.uri(), headers.len())
}
