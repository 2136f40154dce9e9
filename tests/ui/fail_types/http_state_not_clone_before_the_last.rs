use lambda_fn::http::{HeaderMap, State};

struct Db;

#[lambda_fn::lambda_fn(http, init = connect)]
async fn user(State(db): State<Db>, headers: HeaderMap) -> String {
    let _ = db;
    headers.len().to_string()
}

async fn connect() -> lambda_fn::Result<Db> {
    Ok(Db)
}
