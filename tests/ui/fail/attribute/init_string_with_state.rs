#[lambda_fn::lambda_fn(init = "setup")]
async fn hello(name: String, greeting: &String) -> lambda_fn::Result<String> {
    Ok(format!("{greeting}, {name}!"))
}
