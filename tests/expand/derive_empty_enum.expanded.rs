#[automatically_derived]
impl ::lambda_fn::LambdaError for Never {
    fn error_type(&self) -> &str {
        match *self {}
    }
    fn status(&self) -> u16 {
        match *self {}
    }
    fn retry(&self) -> bool {
        match *self {}
    }
}
