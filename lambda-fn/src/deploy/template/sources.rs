//! What an event reads, as the code says it.

use super::batches::{KAFKA_CLUSTER, TABLE_STREAM};
use super::names::logical_id;
use crate::deploy::change::{Path, Step};
use crate::deploy::document::Tree;
use crate::deploy::value::Call;

/// Whether the code had this function of `CloudFormation` there before its attribute changed, as from a name to an ARN:
/// it names what the event is named for. Elsewhere the code never says another one.
pub(crate) fn was_written_by_code(tree: &Tree, path: &Path) -> bool {
    let [Step::Key(_), _, _, Step::Key(events), Step::Key(event), _, Step::Key(key)] = &path.0[..] else {
        return false;
    };
    if events != "Events" || !matches!(key.as_str(), "Queue" | "Stream" | "Topic") {
        return false;
    }
    let Some(Call { function, argument }) = Call::of(tree) else { return false };
    let event = unnumbered(event);
    match function.as_str() {
        "!GetAtt" => argument.strip_suffix(".Arn").map(unnumbered) == Some(event),
        "!Ref" => [("Table", TABLE_STREAM), ("Kafka", KAFKA_CLUSTER)].into_iter().any(|(of_the_event, parameter)| {
            event.strip_suffix(of_the_event).is_some_and(|id| unnumbered(&argument).strip_suffix(parameter) == Some(id))
        }),
        "!Sub" => {
            [("kinesis", "stream/", "Stream"), ("sns", "", "Topic")].into_iter().any(|(service, kind, of_the_event)| {
                let start = format!("arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{kind}");
                let name = argument.strip_prefix(&start).filter(|name| !name.contains("${"));
                name.is_some_and(|name| event.strip_suffix(of_the_event) == Some(&logical_id(name)))
            })
        }
        _ => false,
    }
}

/// Without the number that a second of that name has.
fn unnumbered(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit())
}
