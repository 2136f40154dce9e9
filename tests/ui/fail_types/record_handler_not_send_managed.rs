use std::rc::Rc;

#[lambda_fn::lambda_fn(sqs(queue = "orders"), managed_instances = true)]
async fn take(order: String) -> lambda_fn::Result<()> {
    let shared = Rc::new(order);
    std::future::ready(()).await;
    drop(shared);
    Ok(())
}
