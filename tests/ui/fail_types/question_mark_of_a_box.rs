use lambda_fn::Result;

fn load() -> std::result::Result<(), Box<dyn std::error::Error>> {
    Ok(())
}

#[lambda_fn::lambda_fn]
async fn hello(_name: String) -> Result<()> {
    Ok(load()?)
}
