//! An error that can only be shown.

#[derive(Debug)]
struct Refused;

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("refused")
    }
}

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Result<(), Refused> {
    drop(name);
    Err(Refused)
}
