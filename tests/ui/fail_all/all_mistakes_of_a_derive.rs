#[derive(Debug, lambda_fn::LambdaError)]
#[lambda(status = 404, crate = super::lambda_fn)]
enum OrderError {
    #[lambda]
    NotFound,
    #[lambda(status = 200, error_type = "", retry = 1, retry = false)]
    OutOfStock,
    #[lambda(transparent, status = 500 retry = true)]
    Io(std::io::Error, String),
    #[lambda(colour = "red")]
    Red {
        #[lambda(transparent)]
        _source: std::io::Error,
    },
}

impl std::fmt::Display for OrderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the order is refused")
    }
}

impl std::error::Error for OrderError {}

fn main() {}
