#[lambda_fn::lambda_fn(firehose)]
async fn orders(orders: Vec<lambda_fn::Record<String>>) -> lambda_fn::Result<Option<String>> {
    drop(orders);
    Ok(None)
}
