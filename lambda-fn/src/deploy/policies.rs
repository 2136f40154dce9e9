//! The policies of a function, among a person's.

use super::change::Path;
use super::document::Tree;
use super::node::{Entry, Node};
use super::stale::{owned, policy_name};
use super::template;
use super::value::{Call, is};

/// Those of the code's that a list of the file does not hold. A person may have what one is applied to from a function of
/// `CloudFormation`.
pub(crate) fn missing<'a>(wanted: &'a [Node], items: &[Tree], path: &Path, root: &Tree) -> Vec<&'a Node> {
    // what the code wrote and no longer says is left over
    let said: Vec<_> = wanted.iter().filter_map(template::policy_name).collect();
    let is_left_over =
        |tree: &&Tree| policy_name(tree).is_some_and(|name| !said.contains(&name) && is_owned(&name, path, root));
    let mut missing: Vec<_> = wanted.iter().collect();
    let mut free: Vec<_> = items.iter().flat_map(branches).filter(|tree| !is_left_over(tree)).collect();
    // each is there once: the very one, one that is applied to the same by another name, one that a person changed
    let ways: [&Way; 3] = [
        &|wanted, there| is(there.of, wanted.of),
        &|wanted, there| named(wanted.of, root).is_some_and(|name| name_of(there.of, root) == Some(name)),
        &|wanted, there| {
            let was_written = wanted.name.as_ref().is_some_and(|name| is_owned(name, path, root));
            was_written && (Call::name_in(there.of).is_some() || matches!(wanted.of, Node::Call(..)))
        },
    ];
    for is_the_same in ways {
        missing.retain(|wanted| {
            let Some(policy) = of_node(wanted) else { return free.iter().all(|tree| !is(tree, wanted)) };
            let found = free.iter().position(|tree| {
                of_tree(tree).is_some_and(|there| there.template == policy.template && is_the_same(&policy, &there))
            });
            found.map(|found| free.remove(found)).is_none()
        });
    }
    missing
}

/// What an item of a list may be: a person gives some under a condition alone.
fn branches(item: &Tree) -> &[Tree] {
    let applied = match Call::name_in(item) {
        Some("!If") => Some(item),
        Some("Fn::If") => item.get("Fn::If"),
        _ => None,
    };
    applied.and_then(|applied| applied.items().get(1..)).unwrap_or(std::slice::from_ref(item))
}

/// Whether a policy of the file stands for one of the code's.
type Way<'a> = dyn Fn(&Policy, &Policy<&Tree>) -> bool + 'a;

/// A policy template of SAM, and what it is first applied to.
struct Policy<'a, T = &'a Node> {
    template: &'a str,
    of: T,
    name: Option<String>,
}

fn of_node(node: &Node) -> Option<Policy<'_>> {
    let Node::Map(entries) = node else { return None };
    let [Entry { key: template, value: Node::Map(parameters), .. }] = &entries[..] else { return None };
    Some(Policy { template, of: &parameters.first()?.value, name: template::policy_name(node) })
}

fn of_tree(tree: &Tree) -> Option<Policy<'_, &Tree>> {
    let [(template, parameters)] = tree.pairs() else { return None };
    Some(Policy { template: template.text()?, of: &parameters.pairs().first()?.1, name: policy_name(tree) })
}

/// Whether the file says that the code wrote it.
fn is_owned(name: &str, path: &Path, root: &Tree) -> bool {
    let function = Path(path.0.iter().take(2).cloned().collect()).find(root);
    function.is_some_and(|function| owned(function).contains(&format!("Policies.{name}").as_str()))
}

/// The name of what a policy is applied to, as AWS knows it.
fn named<'a>(of: &'a Node, root: &'a Tree) -> Option<&'a str> {
    match of {
        Node::Text(name) => Some(name),
        Node::Call(_, argument) => name_of_resource(argument, root),
        _ => None,
    }
}

fn name_of<'a>(of: &'a Tree, root: &'a Tree) -> Option<&'a str> {
    of.text().or_else(|| name_of_resource(&Call::of(of)?.argument, root))
}

fn name_of_resource<'a>(argument: &str, root: &'a Tree) -> Option<&'a str> {
    let resource = argument.split('.').next()?;
    let properties = root.at(&["Resources", resource, "Properties"])?;
    ["QueueName", "TableName", "BucketName", "Name"].iter().find_map(|key| properties.get(key)?.text())
}
