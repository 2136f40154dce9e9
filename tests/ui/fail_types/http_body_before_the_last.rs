use lambda_fn::http::{HeaderMap, Json};

#[lambda_fn::lambda_fn(http)]
async fn user(Json(name): Json<String>, headers: HeaderMap) -> String {
    format!("{name} {}", headers.len())
}
