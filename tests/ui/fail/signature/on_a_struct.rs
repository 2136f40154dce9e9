#[lambda_fn::lambda_fn]
struct Hello {
    _name: String,
}
