//! The sources that a function can be called by, and the keys of each.

/// A source, by the word that stands for it in the attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqs,
    Kinesis,
    DynamoDb,
    Kafka,
    Sns,
    S3,
    EventBridge,
    Schedule,
    CloudWatchLogs,
    Firehose,
    Cognito,
    Http,
}

impl Kind {
    pub(crate) const ALL: [Self; 12] = [
        Self::Sqs,
        Self::Kinesis,
        Self::DynamoDb,
        Self::Kafka,
        Self::Sns,
        Self::S3,
        Self::EventBridge,
        Self::Schedule,
        Self::CloudWatchLogs,
        Self::Firehose,
        Self::Cognito,
        Self::Http,
    ];

    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The first source that has a key.
    pub(crate) fn with_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.keys().contains(&key))
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Sqs => "sqs",
            Self::Kinesis => "kinesis",
            Self::DynamoDb => "dynamodb",
            Self::Kafka => "kafka",
            Self::Sns => "sns",
            Self::S3 => "s3",
            Self::EventBridge => "eventbridge",
            Self::Schedule => "schedule",
            Self::CloudWatchLogs => "cloudwatch_logs",
            Self::Firehose => "firehose",
            Self::Cognito => "cognito",
            Self::Http => "http",
        }
    }

    /// The type by which the expansion names it, where it has records.
    pub(crate) const fn source(self) -> &'static str {
        match self {
            Self::Sqs => "Sqs",
            Self::Kinesis => "Kinesis",
            Self::DynamoDb => "DynamoDb",
            Self::Kafka => "Kafka",
            Self::Sns => "Sns",
            Self::S3 => "S3",
            Self::CloudWatchLogs => "CloudWatchLogs",
            Self::Firehose => "Firehose",
            Self::EventBridge | Self::Schedule | Self::Cognito | Self::Http => "EventBridge",
        }
    }

    /// The keys within the parentheses; the first is the one that names the source.
    pub(crate) const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Sqs => &["queue", "batch_size", "batching_window", "maximum_concurrency", "envelope"],
            Self::Kinesis => &[
                "stream",
                "batch_size",
                "batching_window",
                "starting_position",
                "bisect_on_error",
                "parallelization_factor",
                "maximum_retry_attempts",
                "maximum_record_age",
            ],
            Self::DynamoDb => &[
                "table",
                "batch_size",
                "batching_window",
                "starting_position",
                "bisect_on_error",
                "parallelization_factor",
                "maximum_retry_attempts",
                "maximum_record_age",
            ],
            Self::Kafka => &[
                "topic",
                "cluster",
                "batch_size",
                "batching_window",
                "starting_position",
                "minimum_pollers",
                "maximum_pollers",
                "bisect_on_error",
                "maximum_retry_attempts",
                "maximum_record_age",
            ],
            Self::Sns => &["topic", "envelope"],
            Self::S3 => &["bucket", "events", "prefix", "suffix"],
            Self::EventBridge => &["pattern", "bus"],
            Self::Schedule => &["timezone"],
            Self::CloudWatchLogs => &["group", "filter"],
            Self::Firehose => &["stream"],
            Self::Cognito => &[],
            Self::Http => &["route", "routes", "kind", "stream", "layers"],
        }
    }

    /// What tells one source of a kind from another.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Schedule => "expression",
            Self::Cognito => "trigger",
            _ => self.keys()[0],
        }
    }

    /// Whether the source is told by a value without a key, as in `schedule("rate(5 minutes)")`.
    pub(crate) const fn takes_value(self) -> bool {
        matches!(self, Self::Schedule | Self::Cognito)
    }

    /// Whether the source can be left unsaid, so that the word may stand alone.
    pub(crate) const fn stands_alone(self) -> bool {
        matches!(self, Self::Firehose | Self::Http)
    }

    pub(crate) const fn example(self) -> &'static str {
        match self {
            Self::Sqs => "sqs(queue = \"orders\")",
            Self::Kinesis => "kinesis(stream = \"clicks\")",
            Self::DynamoDb => "dynamodb(table = \"customers\")",
            Self::Kafka => "kafka(topic = \"orders\")",
            Self::Sns => "sns(topic = \"orders\")",
            Self::S3 => "s3(bucket = \"reports\")",
            Self::EventBridge => "eventbridge(pattern = r#\"{\"source\": [\"aws.ec2\"]}\"#)",
            Self::Schedule => "schedule(\"rate(5 minutes)\")",
            Self::CloudWatchLogs => "cloudwatch_logs(group = \"/aws/lambda/orders\")",
            Self::Firehose => "firehose(stream = \"clicks\")",
            Self::Cognito => "cognito(\"PreSignUp\")",
            Self::Http => "http(route = \"GET /users/{id}\")",
        }
    }

    /// Whether its events have records, which a handler can take one by one.
    pub(crate) const fn has_records(self) -> bool {
        !matches!(self, Self::Schedule | Self::Cognito | Self::Http)
    }

    /// Whether its records are read in the order in which they were written, shard by shard.
    pub(crate) const fn is_stream(self) -> bool {
        matches!(self, Self::Kinesis | Self::DynamoDb)
    }
}
