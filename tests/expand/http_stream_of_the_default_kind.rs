#[lambda_fn(http(stream), timeout = 60, early_timeout = "1s")]
async fn page() -> Sse<Ticks> {
    Sse::new(ticks())
}
