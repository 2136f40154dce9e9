#[lambda_fn::lambda_fn]
async fn hello(names: Vec<impl ToString>) -> lambda_fn::Result<String> {
    Ok(names[0].to_string())
}
