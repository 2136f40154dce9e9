#[lambda_fn(http(stream, kind = "rest-api", route = "GET /clock"))]
async fn clock(Query(zone): Query<Zone>) -> Sse<Ticks> {
    Sse::new(ticks(zone))
}
