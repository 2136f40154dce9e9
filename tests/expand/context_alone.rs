#[lambda_fn(tracing = false)]
async fn who(context: &Context) -> Result<String> {
    Ok(context.request_id.clone())
}
