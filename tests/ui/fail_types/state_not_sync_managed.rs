use std::cell::Cell;

async fn setup() -> lambda_fn::Result<Cell<u32>> {
    Ok(Cell::new(0))
}

#[lambda_fn::lambda_fn(init = setup, managed_instances = true)]
async fn count(served: &Cell<u32>) -> lambda_fn::Result<u32> {
    Ok(served.replace(served.get() + 1))
}
