#[derive(Debug, lambda_fn::LambdaError)]
#[lambda(crate = lambda_functions)]
struct OrderError;

impl std::fmt::Display for OrderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the order is refused")
    }
}

impl std::error::Error for OrderError {}

fn main() {}
