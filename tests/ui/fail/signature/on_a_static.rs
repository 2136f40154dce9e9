#[lambda_fn::lambda_fn]
static HELLO: &str = "Hello";
