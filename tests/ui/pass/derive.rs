//! Every form of the derive.

use std::error::Error;
use std::fmt;

use lambda_fn::LambdaError;

#[derive(Debug, LambdaError)]
#[allow(dead_code)]
enum OrderError<'a, T: fmt::Debug> {
    OutOfStock,
    #[lambda(error_type = "Order.Unknown", status = 404, retry = false)]
    Unknown {
        id: &'a str,
    },
    #[lambda(status = 400)]
    #[lambda(retry = false)]
    Malformed(T, u32),
    #[lambda(transparent)]
    Payment(PaymentError),
    #[lambda(transparent)]
    Retry {
        source: PaymentError,
    },
}

#[derive(Debug, LambdaError)]
#[lambda(status = 402, crate = ::lambda_fn)]
struct PaymentError;

#[derive(Debug, LambdaError)]
#[lambda(transparent)]
struct Wrapped(PaymentError);

#[derive(Debug, LambdaError)]
#[allow(dead_code)]
enum Never {}

impl<T: fmt::Debug> fmt::Display for OrderError<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

macro_rules! errors {
    ($($name:ty),*) => {
        $(impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self:?}")
            }
        }

        impl Error for $name {})*
    };
}

errors!(PaymentError, Never, Wrapped);

impl<T: fmt::Debug> Error for OrderError<'_, T> {}

fn main() {
    let errors: [OrderError<'_, u8>; 5] = [
        OrderError::OutOfStock,
        OrderError::Unknown { id: "7" },
        OrderError::Malformed(1, 2),
        OrderError::Payment(PaymentError),
        OrderError::Retry { source: PaymentError },
    ];
    for error in &errors {
        println!("{} {} {}", error.error_type(), error.status(), error.retry());
    }
    println!("{}", Wrapped(PaymentError).error_type());
}
