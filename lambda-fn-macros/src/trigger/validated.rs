//! A trigger as the expansion writes it: everything in it is right.

use crate::trigger::kind::Kind;

pub(crate) struct Trigger {
    pub(crate) kind: Kind,
    /// What the constructor takes: the name of the queue, the expression, and so on. `None` where nothing was said.
    pub(crate) name: Option<String>,
    pub(crate) fields: Vec<Field>,
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
