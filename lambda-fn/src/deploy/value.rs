//! What a file means, without how it is written.

use super::change::{Change, Edit, Path, Step};
use super::document::{Kind, Style, Tree};
use super::node::{Entry, Node};
use super::scalar::needs_quotes;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    content: Content,
    tag: Option<String>,
    is_anchored: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    /// Whether it is a string for every reader: `"30"` is one and `30` is none.
    Scalar {
        text: String,
        is_string: bool,
    },
    List(Vec<Value>),
    Map(Vec<(Value, Value)>),
    Alias(usize),
}

impl Value {
    pub(crate) fn of_tree(tree: &Tree) -> Self {
        Self::after(tree, &[], 0)
    }

    /// What a tree means once the changes are made, all of which lie below it.
    pub(crate) fn after(tree: &Tree, changes: &[&Change], depth: usize) -> Self {
        if let Some(Edit::Set(node)) =
            changes.iter().find(|change| change.path.0.len() == depth).map(|change| &change.edit)
        {
            return Self::of_node(node);
        }
        let here = |change: &&&Change| change.path.0.len() == depth;
        let content = match &tree.kind {
            Kind::Scalar { value, style } => {
                let is_string = tree.tag.is_some() || *style != Style::Plain || !needs_quotes(value);
                Content::Scalar { text: value.clone(), is_string }
            }
            Kind::Alias(id) => Content::Alias(*id),
            Kind::List { items, .. } => {
                let items = items.iter().enumerate();
                let kept = items.filter_map(|(number, item)| Self::child(item, changes, &Step::Item(number), depth));
                let added = changes.iter().filter(here).filter_map(|change| match &change.edit {
                    Edit::Append(item) => Some(Self::of_node(item)),
                    _ => None,
                });
                Content::List(kept.chain(added).collect())
            }
            Kind::Map { pairs, .. } => {
                let mut values = Vec::new();
                let inserted = |position: Option<usize>| {
                    changes.iter().filter(here).filter_map(move |change| match &change.edit {
                        Edit::Insert { after, entry } if *after == position => Some(Self::of_entry(entry)),
                        _ => None,
                    })
                };
                values.extend(inserted(None));
                for (number, (key, value)) in pairs.iter().enumerate() {
                    let after = match key.text() {
                        Some(name) => Self::child(value, changes, &Step::Key(name.to_owned()), depth),
                        None => Some(Self::of_tree(value)),
                    };
                    values.extend(after.map(|value| (Self::of_tree(key), value)));
                    values.extend(inserted(Some(number)));
                }
                Content::Map(values)
            }
        };
        Self { content, tag: tree.tag.clone(), is_anchored: tree.is_anchored }
    }

    /// `None` where it is gone.
    fn child(tree: &Tree, changes: &[&Change], step: &Step, depth: usize) -> Option<Self> {
        let below: Vec<_> = match changes {
            [] => Vec::new(),
            changes => changes.iter().copied().filter(|change| change.path.0.get(depth) == Some(step)).collect(),
        };
        let is_gone = below.iter().any(|change| change.path.0.len() == depth + 1 && change.edit == Edit::Remove);
        (!is_gone).then(|| Self::after(tree, &below, depth + 1))
    }

    fn of_entry(entry: &Entry) -> (Self, Self) {
        (Self::string(&entry.key), Self::of_node(&entry.value))
    }

    fn of_node(node: &Node) -> Self {
        let content = match node {
            Node::Text(text) => return Self::string(text),
            Node::Literal(text) => Content::Scalar { text: text.clone(), is_string: false },
            Node::Call(function, argument) => {
                return Self { tag: Some((*function).to_owned()), ..Self::string(argument) };
            }
            Node::List(items) => Content::List(items.iter().map(Self::of_node).collect()),
            Node::Map(entries) => Content::Map(entries.iter().map(Self::of_entry).collect()),
        };
        Self { content, tag: None, is_anchored: false }
    }

    fn string(text: &str) -> Self {
        let content = Content::Scalar { text: text.to_owned(), is_string: true };
        Self { content, tag: None, is_anchored: false }
    }
}

/// Whether a value of a file is what the code says, however it is written.
pub(crate) fn is(tree: &Tree, node: &Node) -> bool {
    match (node, &tree.kind) {
        (Node::Text(text), Kind::Scalar { value, style }) => {
            tree.tag.is_none() && value == text && (*style != Style::Plain || !needs_quotes(text))
        }
        // CloudFormation takes `"30"` for a number
        (Node::Literal(text), Kind::Scalar { value, .. }) => tree.tag.is_none() && value == text,
        (Node::Call(function, argument), _) => {
            Call::of(tree).is_some_and(|call| call.function == *function && call.argument == *argument)
        }
        (Node::List(items), Kind::List { items: trees, .. }) => {
            tree.tag.is_none()
                && items.len() == trees.len()
                && items.iter().zip(trees).all(|(item, tree)| is(tree, item))
        }
        (Node::Map(entries), Kind::Map { pairs, .. }) => {
            let same = |entry: &Entry| tree.get(&entry.key).is_some_and(|value| is(value, &entry.value));
            tree.tag.is_none() && entries.len() == pairs.len() && entries.iter().all(same)
        }
        _ => false,
    }
}

/// A call of one of `CloudFormation`'s functions with one text, in its short form however it is written.
pub(crate) struct Call {
    pub(crate) function: String,
    pub(crate) argument: String,
}

impl Call {
    /// `None` for what is no call, and for one with other arguments.
    pub(crate) fn of(tree: &Tree) -> Option<Self> {
        let name = Self::name_in(tree)?;
        let function = format!("!{}", name.trim_start_matches('!').trim_start_matches("Fn::"));
        let applied = if tree.tag.is_some() { tree } else { &tree.pairs().first()?.1 };
        let argument = match &applied.kind {
            Kind::Scalar { value, .. } => value.clone(),
            Kind::List { items, .. } if function == "!GetAtt" => {
                items.iter().map(Tree::text).collect::<Option<Vec<_>>>()?.join(".")
            }
            _ => return None,
        };
        Some(Self { function, argument })
    }

    /// The function that a value is made by, as it is written; a dynamic reference is one in the midst of a text.
    pub(crate) fn name_in(tree: &Tree) -> Option<&str> {
        if tree.text().is_some_and(is_dynamic) {
            return Some("{{resolve:…}}");
        }
        let of_a_map = || match tree.pairs() {
            [(key, _)] => key.text().filter(|key| *key == "Ref" || key.starts_with("Fn::")),
            _ => None,
        };
        tree.tag.as_deref().or_else(of_a_map)
    }
}

/// `CloudFormation` User Guide, "Get values stored in other services using dynamic references".
const DYNAMIC: &str = "{{resolve:";

/// Whether a text has a dynamic reference in it.
pub(crate) fn is_dynamic(text: &str) -> bool {
    text.contains(DYNAMIC)
}

/// Where a resource or a parameter is referred to, below a path.
pub(crate) fn references(tree: &Tree, name: &str, path: &Path, found: &mut Vec<Path>) {
    let mentions = |text: &str| text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == name);
    match &tree.kind {
        Kind::Scalar { value, .. } if tree.tag.is_some() && mentions(value) => found.push(path.clone()),
        _ => {}
    }
    for (number, item) in tree.items().iter().enumerate() {
        let path = path.item(number);
        if tree.tag.is_some() && item.text().is_some_and(mentions) {
            found.push(path.clone());
        }
        references(item, name, &path, found);
    }
    for (key, value) in tree.pairs() {
        let Some(key) = key.text() else { continue };
        let path = path.key(key);
        // a connector of SAM has its ends by `Id`
        let refers = matches!(key, "Ref" | "DependsOn" | "Condition" | "Id") || key.starts_with("Fn::");
        let texts = std::iter::once(value).chain(value.items()).filter_map(Tree::text);
        if refers && texts.into_iter().any(mentions) {
            found.push(path.clone());
        }
        references(value, name, &path, found);
    }
}
