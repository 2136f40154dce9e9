struct Broken;

#[lambda_fn::lambda_fn(http)]
async fn user() -> Result<String, Broken> {
    Err(Broken)
}
