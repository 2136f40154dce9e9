use lambda_fn::Result;

struct Broken;

fn load() -> Result<(), Broken> {
    Err(Broken)
}

#[lambda_fn::lambda_fn]
async fn hello(_name: String) -> Result<()> {
    Ok(load()?)
}
