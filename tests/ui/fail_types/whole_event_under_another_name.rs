use lambda_fn::events::dynamodb::Event;

type Changes = Event;

#[lambda_fn::lambda_fn(dynamodb(table = "customers"))]
async fn greet(changes: Changes) -> lambda_fn::Result<()> {
    drop(changes);
    Ok(())
}
