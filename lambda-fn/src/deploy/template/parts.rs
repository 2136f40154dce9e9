//! What the triggers of a function add to its template.

use crate::deploy::node::{Claim, Entry, Node};
use crate::deploy::template::{FUNCTIONS, MARKER};
use crate::function::Function;

pub(crate) struct Parts {
    pub(crate) name: &'static str,
    /// The name of the function's resource.
    pub(crate) function: String,
    pub(crate) parameters: Vec<Entry>,
    pub(crate) resources: Vec<Entry>,
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
    /// Whether records are given up that nobody gets.
    pub(crate) gives_up: bool,
}

impl Parts {
    pub(crate) fn new(function: &Function, resource: &str) -> Self {
        Self {
            name: function.name,
            function: resource.to_owned(),
            parameters: Vec::new(),
            resources: Vec::new(),
            outputs: Vec::new(),
            properties: Vec::new(),
            policies: Vec::new(),
            events: Vec::new(),
            notes: Vec::new(),
            asynchronous: false,
            binary: false,
            gives_up: false,
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
    pub(crate) fn resource(&mut self, name: &str, kind: &str, more: Vec<Entry>, properties: Vec<Entry>) -> String {
        let marker = Entry::new(FUNCTIONS, Node::texts([self.name])).claim(Claim::Holds);
        let mut resource = vec![Entry::text("Type", kind)];
        resource.extend(more);
        resource.push(Entry::map("Metadata", [Entry::map(MARKER, [marker])]));
        if !properties.is_empty() {
            resource.push(Entry::map("Properties", properties));
        }
        let resource = Node::Map(resource);
        let name = free(name, |name| self.resources.iter().any(|other| other.key == name && other.value != resource));
        if self.resources.iter().all(|other| other.key != name) {
            self.resources.push(Entry::new(name.clone(), resource));
        }
        name
    }

    pub(crate) fn parameter(&mut self, name: &str, description: String) -> String {
        if self.parameters.iter().all(|parameter| parameter.key != name) {
            let description = Entry::text("Description", description).claim(Claim::Initial);
            self.parameters.push(Entry::map(name, [Entry::text("Type", "String"), description]));
        }
        name.to_owned()
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

fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

/// An entry with a number, where there is one.
pub(crate) fn number(key: &str, value: Option<impl std::fmt::Display>) -> Option<Entry> {
    value.map(|value| Entry::new(key, Node::number(value)))
}
