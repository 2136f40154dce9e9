#[lambda_fn(http(stream))]
async fn clock(Query(zone): Query<Zone>) -> Sse<Ticks> {
    Sse::new(ticks(zone))
}
