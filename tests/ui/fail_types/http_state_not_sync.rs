use std::cell::Cell;

#[lambda_fn::lambda_fn(http, init = connect)]
async fn user(count: &Cell<u64>) -> String {
    count.get().to_string()
}

async fn connect() -> lambda_fn::Result<Cell<u64>> {
    Ok(Cell::new(1))
}
