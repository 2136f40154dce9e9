//! Where that goes which Lambda tries no more.

use super::names::logical_id;
use super::parts::Parts;
use crate::deploy::node::{Entry, Node};

/// The queue itself, and the setting that leads there. SAM lets the function send there, as the type says that it is a
/// queue.
pub(crate) fn destination(parts: &mut Parts) -> Entry {
    let days = Entry::new("MessageRetentionPeriod", Node::number(14 * 24 * 60 * 60));
    let days = days.initial().comment("14 days, the longest that SQS has");
    let name = format!("{}FailureQueue", logical_id(parts.name));
    let queue = parts.helper(&name, "AWS::SQS::Queue", vec![], vec![days]);
    let queue = [Entry::text("Type", "SQS"), Entry::new("Destination", Node::attribute(&queue, "Arn"))];
    Entry::map("DestinationConfig", [Entry::map("OnFailure", queue).initial()])
}

/// For events of services that call asynchronously.
pub(crate) fn add(parts: &mut Parts) {
    if parts.asynchronous {
        let destination = destination(parts);
        let destination = destination.comment("an event that has failed three times is put aside");
        parts.properties.push(Entry::map("EventInvokeConfig", [destination]));
    }
}
