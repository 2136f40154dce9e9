#[lambda_fn::lambda_fn(http)]
fn api() -> String {
    String::new()
}
