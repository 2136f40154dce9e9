::core::compile_error! {
    "`200` is not an HTTP status of an error; it is 400 to 599"
}
#[automatically_derived]
impl ::lambda_fn::LambdaError for OrderError {
    fn error_type(&self) -> &str {
        ""
    }
}
