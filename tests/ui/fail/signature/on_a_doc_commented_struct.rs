/// Not a function.
#[lambda_fn::lambda_fn(memory = 256)]
#[derive(Debug)]
pub(crate) struct Hello;
