#[derive(Debug, lambda_fn::LambdaError)]
enum OrderError {
    #[lambda(error_type = "")]
    NotFound,
}

impl std::fmt::Display for OrderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the order is refused")
    }
}

impl std::error::Error for OrderError {}

fn main() {}
