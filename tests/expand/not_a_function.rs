#[lambda_fn]
struct Hello {
    name: String,
}
