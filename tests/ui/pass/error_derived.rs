//! An error with the derive.

#[derive(Debug, lambda_fn::LambdaError)]
struct Refused;

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("refused")
    }
}

impl std::error::Error for Refused {}

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Result<(), Refused> {
    drop(name);
    Err(Refused)
}
