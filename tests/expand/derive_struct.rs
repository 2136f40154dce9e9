#[derive(LambdaError)]
#[lambda(status = 402, crate = platform)]
struct PaymentError {
    amount: u64,
}
