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
#[automatically_derived]
impl ::platform::http::IntoResponse for PaymentError {
    fn into_response(self) -> ::platform::http::Response {
        ::platform::__private::error_response(&self)
    }
}
