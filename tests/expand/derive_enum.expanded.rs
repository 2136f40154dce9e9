#[automatically_derived]
impl<'a, T: Debug> ::lambda_fn::LambdaError for OrderError<'a, T>
where
    T: Copy,
{
    fn error_type(&self) -> &str {
        match self {
            Self::OutOfStock { .. } => "OutOfStock",
            Self::r#Gone { .. } => "Gone",
            Self::Unknown { .. } => "Order.Unknown",
            Self::Malformed { .. } => "Malformed",
            Self::Payment { 0: error } => ::lambda_fn::LambdaError::error_type(error),
            Self::Stock { source: error } => ::lambda_fn::LambdaError::error_type(error),
        }
    }
    fn status(&self) -> u16 {
        match self {
            Self::OutOfStock { .. } => 500,
            Self::r#Gone { .. } => 500,
            Self::Unknown { .. } => 404,
            Self::Malformed { .. } => 500,
            Self::Payment { 0: error } => ::lambda_fn::LambdaError::status(error),
            Self::Stock { source: error } => ::lambda_fn::LambdaError::status(error),
        }
    }
    fn retry(&self) -> bool {
        match self {
            Self::OutOfStock { .. } => true,
            Self::r#Gone { .. } => true,
            Self::Unknown { .. } => false,
            Self::Malformed { .. } => true,
            Self::Payment { 0: error } => ::lambda_fn::LambdaError::retry(error),
            Self::Stock { source: error } => ::lambda_fn::LambdaError::retry(error),
        }
    }
}
#[automatically_derived]
impl<'a, T: Debug> ::lambda_fn::http::IntoResponse for OrderError<'a, T>
where
    T: Copy,
{
    fn into_response(self) -> ::lambda_fn::http::Response {
        ::lambda_fn::__private::error_response(&self)
    }
}
