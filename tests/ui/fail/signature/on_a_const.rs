#[lambda_fn::lambda_fn]
const HELLO: &str = "Hello";
