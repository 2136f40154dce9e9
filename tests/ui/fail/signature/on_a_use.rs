#[lambda_fn::lambda_fn]
pub use std::collections::HashMap;
