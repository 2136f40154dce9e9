//! The derive under the other name.

use std::fmt;

use my_name::LambdaError;

#[derive(Debug, LambdaError)]
#[lambda(crate = my_name)]
enum OrderError {
    #[lambda(transparent)]
    Payment(PaymentError),
}

#[derive(Debug, LambdaError)]
#[lambda(crate = my_name, status = 402)]
struct PaymentError;

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Payment(error) = self;
        error.fmt(f)
    }
}

impl fmt::Display for PaymentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not paid")
    }
}

impl std::error::Error for OrderError {}
impl std::error::Error for PaymentError {}

#[my_name::lambda_fn(crate = my_name)]
async fn order() -> Result<(), OrderError> {
    Err(OrderError::Payment(PaymentError))
}
