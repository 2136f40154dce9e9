//! The events of AWS's services as structs, for handlers of whole events: the modules of `aws_lambda_events`, each
//! behind the feature of its name.
//!
//! A handler of records needs none of them, and a function pays for those that it names alone.

#[cfg(feature = "cloudwatch-logs")]
pub use aws_lambda_events::cloudwatch_logs;
#[cfg(feature = "cognito")]
pub use aws_lambda_events::cognito;
#[cfg(feature = "dynamodb")]
pub use aws_lambda_events::dynamodb;
#[cfg(feature = "eventbridge")]
pub use aws_lambda_events::eventbridge;
#[cfg(feature = "firehose")]
pub use aws_lambda_events::firehose;
#[cfg(feature = "kafka")]
pub use aws_lambda_events::kafka;
#[cfg(feature = "kinesis")]
pub use aws_lambda_events::kinesis;
#[cfg(feature = "s3")]
pub use aws_lambda_events::s3;
#[cfg(feature = "sns")]
pub use aws_lambda_events::sns;
#[cfg(feature = "sqs")]
pub use aws_lambda_events::sqs;
