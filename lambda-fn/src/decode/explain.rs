//! Says why an event does not fit its type, and where, without quoting any of its values.
//!
//! serde's own messages quote them (`invalid type: string "4111…", expected u64`), and so may the messages of a type's
//! own `Deserialize`: both would end in the log and in the answer to whoever invoked the function. What is kept of a
//! message is what comes from the type, never from the event. The place is found from the line and the column alone,
//! so the type need not be decoded (and compiled) a second time.

use serde_json::error::Category;

pub(super) fn explain(text: &str, error: &serde_json::Error, ty: &str) -> String {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let message = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);

    let (reason, about_parent) = match error.classify() {
        Category::Data => reason(message),
        Category::Syntax | Category::Eof | Category::Io => (message.to_owned(), false),
    };
    let path = path(text, offset(text, line, column), about_parent);
    format!("the event does not fit `{ty}` at `{path}` (line {line}, column {column}): {reason}")
}

/// What a message of serde says of the type; and whether it speaks of the object or array around the place.
fn reason(message: &str) -> (String, bool) {
    const REFUSED: &str = "its type refuses the value";
    const UNTAGGED: &str = "data did not match any variant of untagged enum ";

    let expected = message.rsplit_once(", expected ").map_or("another", |(_, expected)| expected);
    if let Some(name) = message.strip_prefix(UNTAGGED) {
        return match name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            true => (message.to_owned(), false),
            false => (REFUSED.to_owned(), false),
        };
    }
    for known in ["missing field `", "duplicate field `"] {
        if let Some(name) = message.strip_prefix(known).and_then(|rest| rest.strip_suffix('`'))
            && !name.contains('`')
        {
            return (message.to_owned(), known.starts_with("missing"));
        }
    }
    if let Some(unexpected) = message.strip_prefix("invalid type: ") {
        return (format!("expected {expected}, found {}", kind(unexpected)), false);
    }
    if let Some(unexpected) = message.strip_prefix("invalid value: ") {
        return (format!("expected {expected}, found {} that is none", kind(unexpected)), false);
    }
    if let Some(length) = message.strip_prefix("invalid length ") {
        let digits: String = length.chars().take_while(char::is_ascii_digit).collect();
        return (format!("expected {expected}, found {digits} elements"), true);
    }
    if message.starts_with("unknown variant `") {
        return (format!("unknown variant, expected {expected}"), false);
    }
    if message.starts_with("unknown field `") {
        return (format!("unknown field, expected {expected}"), false);
    }
    (REFUSED.to_owned(), false)
}

/// The kind of value that serde found, in JSON's words, out of how `serde::de::Unexpected` shows itself.
fn kind(unexpected: &str) -> &'static str {
    const KINDS: [(&str, &str); 8] = [
        ("string", "a string"),
        ("integer", "an integer"),
        ("floating point", "a number"),
        ("boolean", "a boolean"),
        ("null", "null"),
        ("unit value", "null"),
        ("map", "an object"),
        ("sequence", "an array"),
    ];
    let known = KINDS.iter().find(|(word, _)| unexpected.starts_with(word));
    known.map_or("a value of another kind", |(_, kind)| kind)
}

/// The byte of `text` at a line and a column, as `serde_json` counts them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column).min(text.len())
}

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// The JSON path of what stands before `end`: `$.items[2].price`.
fn path(text: &str, end: usize, about_parent: bool) -> String {
    let mut steps: Vec<Step> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut key_follows = false;
    while at < end {
        match bytes[at] {
            b'{' => {
                steps.push(Step::Key(""));
                key_follows = true;
            }
            b'[' => {
                steps.push(Step::Index(0));
                key_follows = false;
            }
            b'}' | b']' => {
                steps.pop();
                key_follows = false;
            }
            b',' => match steps.last_mut() {
                Some(Step::Key(_)) => key_follows = true,
                Some(Step::Index(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                let content = at + 1;
                at = string_end(bytes, content);
                if key_follows && let Some(Step::Key(key)) = steps.last_mut() {
                    *key = text.get(content..at).unwrap_or_default();
                    key_follows = false;
                }
            }
            _ => {}
        }
        at += 1;
    }
    if about_parent {
        steps.pop();
    }
    steps.iter().fold(String::from("$"), |path, step| match step {
        Step::Index(index) => format!("{path}[{index}]"),
        Step::Key("") => path,
        Step::Key(key) if could_be_a_field(key) => format!("{path}.{key}"),
        Step::Key(_) => format!("{path}.*"),
    })
}

/// The byte of the quote that ends the string.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// Keys of maps are the sender's data too: only what looks like a field's name is shown.
fn could_be_a_field(key: &str) -> bool {
    key.len() <= 40 && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | ':'))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only decoded")]
    struct Order {
        id: u64,
        items: Vec<Item>,
        #[serde(default)]
        kind: Option<Kind>,
        #[serde(default)]
        notes: HashMap<String, u8>,
        #[serde(default)]
        pair: Option<(u8, u8)>,
    }

    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "only decoded")]
    struct Item {
        price: u8,
        #[serde(default, deserialize_with = "never")]
        picky: (),
    }

    #[derive(Debug, Deserialize)]
    enum Kind {
        Gift,
        Bulk,
    }

    fn never<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
        let value = String::deserialize(deserializer)?;
        Err(serde::de::Error::custom(format!("`{value}` is not liked")))
    }

    fn why(text: &str) -> String {
        let error = serde_json::from_str::<Order>(text).unwrap_err();
        explain(text, &error, "Order")
    }

    #[test]
    fn place_and_reason_without_a_value() {
        let cases = [
            (r#"{"id":"SECRET"}"#, "at `$.id` (line 1, column 14): expected u64, found a string"),
            (r#"{"id":true}"#, "at `$.id` (line 1, column 10): expected u64, found a boolean"),
            (r#"{"id":-5}"#, "at `$.id` (line 1, column 8): expected u64, found an integer that is none"),
            ("{\"id\":1,\n\"items\":[{\"price\":1},{\"price\":777}]}", "`$.items[1].price` (line 2, column 35)"),
            (r#"{"id":1,"items":[{"price":{"SECRET":1}}]}"#, "`$.items[0].price` (line 1, column 26): expected u8, found an object"),
            (r#"{"id":1,"items":[{}]}"#, "`$.items[0]` (line 1, column 19): missing field `price`"),
            (r#"{"items":[]}"#, "at `$` (line 1, column 12): missing field `id`"),
            (r#"{"id":1,"id":1}"#, "duplicate field `id`"),
            (r#"{"id":1,"SEC RET":1}"#, "at `$.*` (line 1, column 17): unknown field, expected one of `id`"),
            (r#"{"id":1,"items":[],"kind":"SECRET, expected"}"#, "`$.kind` (line 1, column 44): unknown variant, expected `Gift` or `Bulk`"),
            (r#"{"id":1,"items":[],"notes":{"SECRET@example.org":"SECRET"}}"#, "`$.notes.*` (line 1, column 57): expected u8, found a string"),
            (r#"{"id":1,"items":[{"price":1,"picky":"SECRET"}]}"#, "`$.items[0].picky` (line 1, column 44): its type refuses the value"),
            (r#"{"id":1,"items":[],"pair":[1]}"#, "`$.pair` (line 1, column 28): expected a tuple of size 2, found 1 elements"),
            (r#"{"id":1,"items":[]} SECRET"#, "(line 1, column 21): trailing characters"),
            ("", "at `$` (line 1, column 0): EOF while parsing a value"),
            (r#"{"id":1,"items":[{"price":"#, "`$.items[0].price` (line 1, column 26): EOF while parsing a value"),
            (r#"{"id":SECRET}"#, "`$.id` (line 1, column 7): expected value"),
        ];
        for (text, expected) in cases {
            let explained = why(text);
            assert!(explained.contains(expected), "{text}: {explained}");
            assert!(!explained.contains("SECRET"), "{text}: {explained}");
        }
    }

    #[test]
    fn depth_is_limited_in_fields_that_are_read() {
        let deep = format!(r#"{{"id":{}"#, "[".repeat(10_000));
        assert!(why(&deep).contains("expected u64, found an array"));
    }
}
