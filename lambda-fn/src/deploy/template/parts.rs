//! What the triggers of a function add to its template.

use crate::deploy::node::{Claim, Entry, Node};
use crate::deploy::template::{FUNCTIONS, MARKER, PHYSICAL_NAMES};
use crate::function::Function;

pub(crate) struct Parts {
    pub(crate) name: &'static str,
    /// The name of the function's resource.
    pub(crate) function: String,
    pub(crate) parameters: Vec<Entry>,
    pub(crate) resources: Vec<Entry>,
    /// Those of the resources which are made only to be referred to.
    pub(crate) helpers: Vec<String>,
    pub(crate) outputs: Vec<Entry>,
    /// Of the function.
    pub(crate) properties: Vec<Entry>,
    pub(crate) policies: Vec<Node>,
    pub(crate) events: Vec<Entry>,
    /// What is left to be done by hand.
    pub(crate) notes: Vec<String>,
    /// Whether events come for which Lambda has a queue of its own.
    pub(crate) asynchronous: bool,
    /// Whether a REST API is to pass bodies on as they are.
    pub(crate) binary: bool,
}

impl Parts {
    pub(crate) fn new(function: &Function, resource: &str) -> Self {
        Self {
            name: function.name,
            function: resource.to_owned(),
            parameters: Vec::new(),
            resources: Vec::new(),
            helpers: Vec::new(),
            outputs: Vec::new(),
            properties: Vec::new(),
            policies: Vec::new(),
            events: Vec::new(),
            notes: Vec::new(),
            asynchronous: false,
            binary: false,
        }
    }

    /// An event of the function, under the first name that is free.
    pub(crate) fn event(&mut self, name: &str, kind: &str, properties: Vec<Entry>) {
        let taken = |name: &str| self.events.iter().any(|event| event.key == name);
        let name = free(name, taken);
        let mut event = vec![Entry::text("Type", kind)];
        if !properties.is_empty() {
            event.push(Entry::map("Properties", properties));
        }
        self.events.push(Entry::map(name, event));
    }

    /// A resource that is there for the function; its name, which is another one where this is taken by something else.
    /// What AWS knows under one name is one resource, with what each asks of it.
    pub(crate) fn resource(&mut self, name: &str, kind: &str, more: Vec<Entry>, properties: Vec<Entry>) -> String {
        let marker = Entry::new(FUNCTIONS, Node::texts([self.name])).claim(Claim::Holds);
        let mut resource = vec![Entry::text("Type", kind)];
        resource.extend(more);
        resource.push(Entry::map("Metadata", [Entry::map(MARKER, [marker])]));
        if !properties.is_empty() {
            resource.push(Entry::map("Properties", properties));
        }
        let resource = Node::Map(resource);
        if let Some(same) = self.resources.iter_mut().find(|other| is_same(&other.value, &resource)) {
            merge(&mut same.value, resource);
            return same.key.clone();
        }
        let name = free(name, |name| self.resources.iter().any(|other| other.key == name && other.value != resource));
        if self.resources.iter().all(|other| other.key != name) {
            self.resources.push(Entry::new(name.clone(), resource));
        }
        name
    }

    /// A resource that a person may put another one in the place of; it is made only if something refers to it.
    pub(crate) fn helper(&mut self, name: &str, kind: &str, more: Vec<Entry>, properties: Vec<Entry>) -> String {
        let name = self.resource(name, kind, more, properties);
        self.helpers.push(name.clone());
        name
    }

    /// Its name, which is another one where this is taken by something else.
    pub(crate) fn parameter(&mut self, name: &str, description: String) -> String {
        let description = Entry::text("Description", description).initial();
        let parameter = Node::map([Entry::text("Type", "String").initial(), description]);
        let name = free(name, |name| self.parameters.iter().any(|other| other.key == name && other.value != parameter));
        if self.parameters.iter().all(|other| other.key != name) {
            self.parameters.push(Entry::new(name.clone(), parameter));
        }
        name
    }

    /// A policy template of SAM.
    pub(crate) fn policy(&mut self, template: &str, parameters: Vec<Entry>) {
        let policy = Node::map([Entry::map(template, parameters)]);
        if !self.policies.contains(&policy) {
            self.policies.push(policy);
        }
    }

    pub(crate) fn note(&mut self, lines: impl IntoIterator<Item = String>) {
        self.notes.extend(lines);
    }
}

/// Whether AWS knows both under one name.
fn is_same(one: &Node, other: &Node) -> bool {
    let name =
        |node: &Node| PHYSICAL_NAMES.iter().find_map(|key| node.text_at(&["Properties", key]).map(str::to_owned));
    name(one).is_some_and(|one| name(other).is_some_and(|other| other == one)) && one.get("Type") == other.get("Type")
}

/// What the second asks for beside what the first does; of two least numbers the larger.
fn merge(one: &mut Node, other: Node) {
    let (Node::Map(ours), Node::Map(theirs)) = (one, other) else { return };
    for entry in theirs {
        match ours.iter_mut().find(|ours| ours.key == entry.key) {
            None => ours.push(entry),
            Some(ours) if entry.claim == Claim::AtLeast => raise(ours, entry),
            Some(ours) => merge(&mut ours.value, entry.value),
        }
    }
}

fn raise(one: &mut Entry, other: Entry) {
    let number = |entry: &Entry| match &entry.value {
        Node::Literal(number) => number.parse::<u64>().ok(),
        _ => None,
    };
    if number(&other) > number(one) {
        *one = other;
    }
}

fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

/// How far that is the code's which the attribute names, or leaves to a default.
pub(crate) fn claim(is_named: bool) -> Claim {
    if is_named { Claim::Exact } else { Claim::Initial }
}

pub(crate) fn output(name: String, description: String, value: Node) -> Entry {
    Entry::map(name, [Entry::text("Description", description).initial(), Entry::new("Value", value).initial()])
}

/// An entry with a number, where there is one.
pub(crate) fn number(key: &str, value: Option<impl std::fmt::Display>) -> Option<Entry> {
    value.map(|value| Entry::new(key, Node::number(value)))
}
