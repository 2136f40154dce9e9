#[lambda_fn::lambda_fn]
type Hello = String;
