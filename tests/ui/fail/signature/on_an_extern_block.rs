#[lambda_fn::lambda_fn]
unsafe extern "C" {}
