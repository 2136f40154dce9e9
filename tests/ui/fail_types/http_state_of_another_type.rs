use lambda_fn::http::{HeaderMap, State};

#[lambda_fn::lambda_fn(http, init = connect)]
async fn user(State(users): State<u64>, headers: HeaderMap) -> String {
    format!("{users} {}", headers.len())
}

async fn connect() -> lambda_fn::Result<String> {
    Ok(String::new())
}
