#[lambda_fn(sqs(queue = "orders.fifo"), init = setup, on_discard = keep, undecodable = "discard", concurrency = 8, reserve = "1s")]
async fn order(order: Record<Order<'_>>, context: &Context, state: &State) -> Result<(), OrderError> {
    state.take(order, context).await
}
