#[lambda_fn::lambda_fn]
trait Hello {}
