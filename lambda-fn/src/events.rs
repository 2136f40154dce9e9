//! The events of AWS's services as structs, for handlers of whole events: the modules of `aws_lambda_events`, each
//! behind the feature of its name.
//!
//! A handler of records needs none of them, and a function pays for those that it names alone.

#[cfg(feature = "cloudwatch-logs")] // off: `cargo add lambda-fn --features cloudwatch-logs`
#[cfg_attr(docsrs, doc(cfg(feature = "cloudwatch-logs")))]
pub use aws_lambda_events::cloudwatch_logs;
#[cfg(feature = "cognito")] // off: `cargo add lambda-fn --features cognito`
#[cfg_attr(docsrs, doc(cfg(feature = "cognito")))]
pub use aws_lambda_events::cognito;
#[cfg(feature = "dynamodb")] // off: `cargo add lambda-fn --features dynamodb`
#[cfg_attr(docsrs, doc(cfg(feature = "dynamodb")))]
pub use aws_lambda_events::dynamodb;
#[cfg(feature = "eventbridge")] // off: `cargo add lambda-fn --features eventbridge`
#[cfg_attr(docsrs, doc(cfg(feature = "eventbridge")))]
pub use aws_lambda_events::eventbridge;
#[cfg(feature = "firehose")] // off: `cargo add lambda-fn --features firehose`
#[cfg_attr(docsrs, doc(cfg(feature = "firehose")))]
pub use aws_lambda_events::firehose;
#[cfg(feature = "kafka")] // off: `cargo add lambda-fn --features kafka`
#[cfg_attr(docsrs, doc(cfg(feature = "kafka")))]
pub use aws_lambda_events::kafka;
#[cfg(feature = "kinesis")] // off: `cargo add lambda-fn --features kinesis`
#[cfg_attr(docsrs, doc(cfg(feature = "kinesis")))]
pub use aws_lambda_events::kinesis;
#[cfg(feature = "s3")] // off: `cargo add lambda-fn --features s3`
#[cfg_attr(docsrs, doc(cfg(feature = "s3")))]
pub use aws_lambda_events::s3;
#[cfg(feature = "sns")] // off: `cargo add lambda-fn --features sns`
#[cfg_attr(docsrs, doc(cfg(feature = "sns")))]
pub use aws_lambda_events::sns;
#[cfg(feature = "sqs")] // off: `cargo add lambda-fn --features sqs`
#[cfg_attr(docsrs, doc(cfg(feature = "sqs")))]
pub use aws_lambda_events::sqs;
