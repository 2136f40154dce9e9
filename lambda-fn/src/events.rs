//! The events of AWS's services as structs, for handlers of whole events: the modules of `aws_lambda_events`, each
//! behind the feature of its name.
//!
//! A handler of records needs none of them, and a function pays for those that it names alone.

#[cfg(feature = "cloudwatch-logs")]
#[cfg_attr(docsrs, doc(cfg(feature = "cloudwatch-logs")))]
pub use aws_lambda_events::cloudwatch_logs;
#[cfg(feature = "cognito")]
#[cfg_attr(docsrs, doc(cfg(feature = "cognito")))]
pub use aws_lambda_events::cognito;
#[cfg(feature = "dynamodb")]
#[cfg_attr(docsrs, doc(cfg(feature = "dynamodb")))]
pub use aws_lambda_events::dynamodb;
#[cfg(feature = "eventbridge")]
#[cfg_attr(docsrs, doc(cfg(feature = "eventbridge")))]
pub use aws_lambda_events::eventbridge;
#[cfg(feature = "firehose")]
#[cfg_attr(docsrs, doc(cfg(feature = "firehose")))]
pub use aws_lambda_events::firehose;
#[cfg(feature = "kafka")]
#[cfg_attr(docsrs, doc(cfg(feature = "kafka")))]
pub use aws_lambda_events::kafka;
#[cfg(feature = "kinesis")]
#[cfg_attr(docsrs, doc(cfg(feature = "kinesis")))]
pub use aws_lambda_events::kinesis;
#[cfg(feature = "s3")]
#[cfg_attr(docsrs, doc(cfg(feature = "s3")))]
pub use aws_lambda_events::s3;
#[cfg(feature = "sns")]
#[cfg_attr(docsrs, doc(cfg(feature = "sns")))]
pub use aws_lambda_events::sns;
#[cfg(feature = "sqs")]
#[cfg_attr(docsrs, doc(cfg(feature = "sqs")))]
pub use aws_lambda_events::sqs;
