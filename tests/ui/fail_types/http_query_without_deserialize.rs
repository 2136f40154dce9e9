use lambda_fn::http::{HeaderMap, Query};

struct Page;

#[lambda_fn::lambda_fn(http)]
async fn user(Query(page): Query<Page>, headers: HeaderMap) -> String {
    let _ = page;
    headers.len().to_string()
}
