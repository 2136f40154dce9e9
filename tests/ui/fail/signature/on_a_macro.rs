#[lambda_fn::lambda_fn]
#[macro_export]
macro_rules! hello {
    () => {};
}
