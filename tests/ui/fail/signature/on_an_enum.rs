#[lambda_fn::lambda_fn]
pub enum Hello {
    World,
}
