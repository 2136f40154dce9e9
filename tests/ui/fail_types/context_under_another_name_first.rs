type Invocation = lambda_fn::Context;

#[lambda_fn::lambda_fn]
async fn hello(invocation: Invocation) -> lambda_fn::Result<String> {
    Ok(invocation.request_id)
}
