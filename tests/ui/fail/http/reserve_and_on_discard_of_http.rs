#[lambda_fn::lambda_fn(http, reserve = "1s", on_discard = dead::letter)]
async fn user() -> &'static str {
    "Ada"
}
