#[derive(LambdaError)]
enum OrderError<'a, T: Debug>
where
    T: Copy,
{
    OutOfStock,
    r#Gone,
    #[lambda(error_type = "Order.Unknown", status = 404, retry = false)]
    Unknown { id: &'a str },
    Malformed(T, u32),
    #[lambda(transparent)]
    Payment(PaymentError),
    #[lambda(transparent)]
    Stock { source: StockError },
}
