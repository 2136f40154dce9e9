//! A trigger as the expansion writes it: everything in it is right.

use crate::trigger::kind::Kind;

pub(crate) struct Trigger {
    pub(crate) kind: Kind,
    /// What the constructor takes: the name of the queue, the expression, and so on. `None` where nothing was said.
    pub(crate) name: Option<String>,
    pub(crate) fields: Vec<Field>,
}

impl Trigger {
    /// Whether Lambda can be told which records have failed, where the event source mapping says so.
    ///
    /// Lambda's Developer Guide, "Configuring error handling controls for Kafka event sources": of Kafka in provisioned
    /// mode alone.
    pub(crate) fn takes_item_failures(&self) -> bool {
        match self.kind {
            Kind::Sqs | Kind::Kinesis | Kind::DynamoDb => true,
            Kind::Kafka => self.fields.iter().any(|(name, _)| matches!(*name, "minimum_pollers" | "maximum_pollers")),
            _ => false,
        }
    }
}

pub(crate) type Field = (&'static str, Value);

pub(crate) enum Value {
    Number(i64),
    Seconds(u64),
    Text(String),
    Flag(bool),
    Envelope(Envelope),
    StartingPosition(StartingPosition),
    Texts(Vec<String>),
    HttpKind(HttpKind),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Envelope {
    Sns,
    EventBridge,
    S3,
}

/// What HTTP requests come through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HttpKind {
    HttpApi,
    FunctionUrl,
    RestApi,
    Alb,
    WebSocket,
    VpcLattice,
    Any,
}

#[derive(Clone, Copy)]
pub(crate) enum StartingPosition {
    TrimHorizon,
    Latest,
}
