#[automatically_derived]
impl ::lambda_fn::LambdaError for Wrapped {
    fn error_type(&self) -> &str {
        let error = &self.0;
        ::lambda_fn::LambdaError::error_type(error)
    }
    fn status(&self) -> u16 {
        let error = &self.0;
        ::lambda_fn::LambdaError::status(error)
    }
    fn retry(&self) -> bool {
        let error = &self.0;
        ::lambda_fn::LambdaError::retry(error)
    }
}
