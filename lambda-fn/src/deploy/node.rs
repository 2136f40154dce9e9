//! What a template says, as an ordered tree, and how far each of it is the code's.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Text(String),
    /// A number, a boolean or `null`, as it is written.
    Literal(String),
    /// One of `CloudFormation`'s functions in its short form: `!Ref`, and what it is applied to.
    Call(&'static str, String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: Node,
    pub(crate) claim: Claim,
    /// Behind the value: why it is so. It is written once and then a person's.
    pub(crate) comment: Option<&'static str>,
    /// Lines above the entry: what is left to be done by hand. Written once, too.
    pub(crate) notes: Vec<String>,
}

/// How far a value of the template is the code's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The code's alone. Of a map this holds for the keys that are named, and others may stand beside them.
    Exact,
    /// The code's with all that is in it.
    Whole,
    /// This folder, however its path is written.
    Folder,
    /// At least this number.
    AtLeast,
    /// A list that holds these; others may stand beside them.
    Holds,
    /// A list of policy templates of SAM that holds these, by what each is first applied to.
    Policies,
    /// Written where there is nothing; what is there already stays.
    Initial,
    /// As [`Claim::Initial`], but of what a person made it has to be there.
    Once,
}

impl Node {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn number(number: impl fmt::Display) -> Self {
        Self::Literal(number.to_string())
    }

    pub(crate) fn texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    pub(crate) fn reference(to: impl Into<String>) -> Self {
        Self::Call("!Ref", to.into())
    }

    pub(crate) fn attribute(resource: &str, attribute: &str) -> Self {
        Self::Call("!GetAtt", format!("{resource}.{attribute}"))
    }

    pub(crate) fn substituted(text: impl Into<String>) -> Self {
        Self::Call("!Sub", text.into())
    }

    pub(crate) fn map(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self::Map(entries.into_iter().collect())
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The entry behind several keys.
    pub(crate) fn entry_mut(&mut self, path: &[&str]) -> Option<&mut Entry> {
        let Self::Map(entries) = self else { return None };
        let (key, rest) = path.split_first()?;
        let entry = entries.iter_mut().find(|entry| entry.key == *key)?;
        match rest {
            [] => Some(entry),
            rest => entry.value.entry_mut(rest),
        }
    }

    /// Whether a reference to a parameter or a resource is in it.
    pub(crate) fn refers_to(&self, name: &str) -> bool {
        match self {
            Self::Text(_) | Self::Literal(_) => false,
            Self::Call(_, argument) => argument.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == name),
            Self::List(items) => items.iter().any(|item| item.refers_to(name)),
            Self::Map(entries) => entries.iter().any(|entry| entry.value.refers_to(name)),
        }
    }

    /// The text behind several keys.
    pub(crate) fn text_at(&self, path: &[&str]) -> Option<&str> {
        match path.iter().try_fold(self, |node, key| node.get(key))? {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Entry {
    pub(crate) fn new(key: impl Into<String>, value: Node) -> Self {
        Self { key: key.into(), value, claim: Claim::Exact, comment: None, notes: Vec::new() }
    }

    pub(crate) fn text(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(key, Node::text(value))
    }

    pub(crate) fn map(key: impl Into<String>, entries: impl IntoIterator<Item = Entry>) -> Self {
        Self::new(key, Node::map(entries))
    }

    pub(crate) fn claim(self, claim: Claim) -> Self {
        Self { claim, ..self }
    }

    /// Written once, and then a person's.
    pub(crate) fn initial(self) -> Self {
        self.claim(Claim::Initial)
    }

    pub(crate) fn comment(self, comment: &'static str) -> Self {
        Self { comment: Some(comment), ..self }
    }

    pub(crate) fn notes(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }
}

/// JSON, with its keys in their order.
impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyNode)
    }
}

struct AnyNode;

impl<'de> Visitor<'de> for AnyNode {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::number(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::number(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::number(format_args!("{value:?}")))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Literal("null".to_owned()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while let Some((key, value)) = pairs.next_entry::<String, Node>()? {
            map.push(Entry::new(key, value));
        }
        Ok(Node::Map(map))
    }
}
