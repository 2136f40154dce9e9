use lambda_fn::Record;

#[derive(serde::Deserialize)]
struct Customer {
    name: String,
}

#[lambda_fn::lambda_fn(dynamodb(table = "customers"))]
async fn greet(customer: Record<Customer>) -> lambda_fn::Result<()> {
    drop(customer.into_value().name);
    Ok(())
}
