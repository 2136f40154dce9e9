#[derive(serde::Deserialize)]
struct Customer {
    name: String,
}

#[lambda_fn::lambda_fn(dynamodb(table = "customers"))]
async fn greet(customer: Customer) -> lambda_fn::Result<()> {
    drop(customer.name);
    Ok(())
}
