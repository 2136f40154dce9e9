#[lambda_fn::lambda_fn]
mod hello {}
