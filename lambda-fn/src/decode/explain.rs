//! Says why an event does not fit its type, and where, without quoting any of its values.
//!
//! serde's own messages quote them (`invalid type: string "4111…", expected u64`), and so may the messages of a type's
//! own `Deserialize`: both would end in the log and in the answer to whoever invoked the function. What is kept of a
//! message is what comes from the type, never from the event.

use serde::Deserialize;
use serde_json::error::Category;

use super::place::json_path;
use crate::report::type_name;

pub(super) fn explain<'a, T: Deserialize<'a>>(text: &'a str, error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let message = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
    match error.classify() {
        Category::Data => {
            let (ty, path, reason) = (type_name::<T>(), json_path::<T>(text), reason(message));
            // an untagged enum is decoded from a copy, of which serde no longer knows the place
            let place = if line > 0 { format!(" (line {line}, column {column})") } else { String::new() };
            format!("the event does not fit `{ty}` at `{path}`{place}: {reason}")
        }
        Category::Syntax | Category::Eof | Category::Io => {
            format!("the event cannot be read as JSON (line {line}, column {column}): {message}")
        }
    }
}

/// What a message of serde says of the type.
fn reason(message: &str) -> String {
    const UNTAGGED: &str = "data did not match any variant of untagged enum ";

    let expected = message.rsplit_once(", expected ").map_or("another", |(_, expected)| expected);
    if let Some(unexpected) = message.strip_prefix("invalid type: ") {
        format!("expected {expected}, found {}", kind(unexpected))
    } else if let Some(unexpected) = message.strip_prefix("invalid value: ") {
        format!("expected {expected}, found {} that is none", kind(unexpected))
    } else if let Some(length) = message.strip_prefix("invalid length ") {
        let digits: String = length.chars().take_while(char::is_ascii_digit).collect();
        format!("expected {expected}, found {digits} elements")
    } else if message.starts_with("unknown variant `") {
        format!("unknown variant, expected {expected}")
    } else if message.starts_with("unknown field `") {
        format!("unknown field, expected {expected}")
    } else if names_a_field(message) || message.strip_prefix(UNTAGGED).is_some_and(is_identifier) {
        message.to_owned()
    } else {
        "its type refuses the value".to_owned()
    }
}

fn names_a_field(message: &str) -> bool {
    ["missing field `", "duplicate field `"].iter().any(|known| {
        let name = message.strip_prefix(known).and_then(|rest| rest.strip_suffix('`'));
        name.is_some_and(|name| !name.contains('`'))
    })
}

fn is_identifier(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || c == '_')
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
        explain::<Order>(text, &error)
    }

    #[test]
    fn place_and_reason_without_a_value() {
        let cases = [
            (r#"{"id":"SECRET"}"#, "at `$.id` (line 1, column 14): expected u64, found a string"),
            (r#"{"id":true}"#, "at `$.id` (line 1, column 10): expected u64, found a boolean"),
            (r#"{"id":-5}"#, "at `$.id` (line 1, column 8): expected u64, found an integer that is none"),
            ("{\"id\":1,\n\"items\":[{\"price\":1},{\"price\":777}]}", "`$.items[1].price` (line 2, column 33)"),
            (
                r#"{"id":1,"items":[{"price":{"SECRET":1}}]}"#,
                "`$.items[0].price` (line 1, column 26): expected u8, found an object",
            ),
            (r#"{"id":1,"items":[{}]}"#, "`$.items[0]` (line 1, column 19): missing field `price`"),
            (r#"{"items":[]}"#, "at `$` (line 1, column 12): missing field `id`"),
            (r#"{"id":1,"id":1}"#, "duplicate field `id`"),
            (r#"{"id":1,"SEC RET":1}"#, "at `$.*` (line 1, column 17): unknown field, expected one of `id`"),
            (
                r#"{"id":1,"items":[],"kind":"SECRET, expected"}"#,
                "`$.kind` (line 1, column 44): unknown variant, expected `Gift` or `Bulk`",
            ),
            (
                r#"{"id":1,"items":[],"notes":{"SECRET@example.org":"SECRET"}}"#,
                "`$.notes.*` (line 1, column 57): expected u8, found a string",
            ),
            (
                r#"{"id":1,"items":[{"price":1,"picky":"SECRET"}]}"#,
                "`$.items[0].picky` (line 1, column 45): its type refuses the value",
            ),
            (
                r#"{"id":1,"items":[],"pair":[1]}"#,
                "`$.pair` (line 1, column 29): expected a tuple of size 2, found 1 elements",
            ),
            (r#"{"id":1,"items":[]} SECRET"#, "(line 1, column 21): trailing characters"),
            ("", "read as JSON (line 1, column 0): EOF while parsing a value"),
            (r#"{"id":1,"items":[{"price":"#, "(line 1, column 26): EOF while parsing a value"),
            (r#"{"id":SECRET}"#, "(line 1, column 7): expected value"),
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
