#[automatically_derived]
impl ::platform::LambdaError for PaymentError {
    fn error_type(&self) -> &str {
        "PaymentError"
    }
    fn status(&self) -> u16 {
        402
    }
    fn retry(&self) -> bool {
        true
    }
}
