#[lambda_fn::lambda_fn]
async fn hello(context: lambda_fn::Context, name: String) -> lambda_fn::Result<String> {
    Ok(name + &context.request_id)
}
