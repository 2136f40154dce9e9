#[derive(serde::Deserialize)]
struct Context {
    name: String,
}

#[lambda_fn::lambda_fn]
async fn hello(context: Context) -> lambda_fn::Result<String> {
    Ok(context.name)
}
