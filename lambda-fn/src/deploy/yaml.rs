//! The tree of a template as YAML.

use std::fmt::Write;

use super::node::{Entry, Node};
use super::scalar::{needs_quotes, needs_quotes_in_flow, quoted};

/// A line is no longer than this where it can be helped.
const WIDTH: usize = 100;

/// The entries of a map, each on lines of its own that end in a line feed.
pub(crate) fn entries(entries: &[Entry], indent: usize) -> String {
    let mut text = String::new();
    for entry in entries {
        text.push_str(&self::entry(entry, indent));
    }
    text
}

/// One entry of a map, with its notes above it.
pub(crate) fn entry(entry: &Entry, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut text = String::new();
    for note in &entry.notes {
        let _ = writeln!(text, "{margin}# {note}");
    }
    let comment = entry.comment.map(|comment| format!(" # {comment}")).unwrap_or_default();
    let key = format!("{margin}{}:", plain(&entry.key));
    match &entry.value {
        Node::Map(entries) if !entries.is_empty() => {
            let _ = write!(text, "{key}{comment}\n{}", self::entries(entries, indent + 2));
        }
        Node::List(items) if !fits(&entry.value, indent + entry.key.len()) => {
            let _ = write!(text, "{key}{comment}\n{}", self::items(items, indent + 2));
        }
        value => drop(writeln!(text, "{key} {}{comment}", on_one_line(value))),
    }
    text
}

/// The items of a list, each on lines of its own.
pub(crate) fn items(items: &[Node], indent: usize) -> String {
    let mut text = String::new();
    for item in items {
        text.push_str(&self::item(item, indent));
    }
    text
}

pub(crate) fn item(item: &Node, indent: usize) -> String {
    let margin = " ".repeat(indent);
    match item {
        Node::Map(entries) if !entries.is_empty() => {
            let entries = self::entries(entries, indent + 2);
            format!("{margin}- {}", &entries[indent + 2..])
        }
        value => format!("{margin}- {}\n", on_one_line(value)),
    }
}

/// A value as it stands behind its key, where there is no place for lines of its own.
pub(crate) fn flow(node: &Node) -> String {
    match node {
        Node::Text(text) if needs_quotes_in_flow(text) => quoted(text),
        Node::Text(text) => text.clone(),
        Node::Literal(literal) => literal.clone(),
        Node::Call(function, argument) if needs_quotes_in_flow(argument) => format!("{function} {}", quoted(argument)),
        Node::Call(function, argument) => format!("{function} {argument}"),
        Node::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Node::Map(entries) => format!("{{{}}}", entries.iter().map(flow_entry).collect::<Vec<_>>().join(", ")),
    }
}

/// An entry between `{` and `}`.
pub(crate) fn flow_entry(entry: &Entry) -> String {
    let key = match needs_quotes_in_flow(&entry.key) {
        true => quoted(&entry.key),
        false => entry.key.clone(),
    };
    format!("{key}: {}", flow(&entry.value))
}

/// A scalar, or what is written in brackets.
pub(crate) fn on_one_line(node: &Node) -> String {
    match node {
        Node::Text(text) => plain(text),
        Node::Call(function, argument) => format!("{function} {}", plain(argument)),
        other => flow(other),
    }
}

fn plain(text: &str) -> String {
    match needs_quotes(text) {
        true => quoted(text),
        false => text.to_owned(),
    }
}

/// Whether a list is short enough for one line, and simple enough.
fn fits(node: &Node, indent: usize) -> bool {
    match node {
        Node::List(items) => {
            items.iter().all(|item| matches!(item, Node::Text(_) | Node::Literal(_)))
                && indent + flow(node).chars().count() <= WIDTH
        }
        _ => true,
    }
}
