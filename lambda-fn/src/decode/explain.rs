//! Says why an event does not fit its type, and where, without quoting any of its values.
//!
//! serde's own messages quote them (`invalid type: string "4111…", expected u64`), and so may the messages of a type's
//! own `Deserialize`: both would end in the log and in the answer to whoever invoked the function. What is said comes
//! from the type, never from the event.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::place;
use crate::foreign;

/// `what` was to be decoded: an event, or a record of one.
pub(super) fn explain<'a, T: Deserialize<'a>>(
    what: &str,
    name: fn() -> Cow<'static, str>,
    text: &'a str,
    error: &serde_json::Error,
) -> String {
    // JSON's own mistakes come first: their messages have no values in them
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        return not_json(what, &error);
    }
    if foreign::is_too_deep(error) {
        return not_json(what, error);
    }
    let mistake = place::find::<T>(text);
    // an untagged enum is decoded from a copy, of which serde no longer knows the place
    let place = match (error.line(), error.column()) {
        (0, _) => String::new(),
        (line, column) => format!(" (line {line}, column {column})"),
    };
    format!("the {what} does not fit `{}` at `{}`{place}: {}", name(), mistake.path(), mistake.reason())
}

fn not_json(what: &str, error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    let message = foreign::without_place(error);
    format!("the {what} cannot be read as JSON (line {line}, column {column}): {message}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;

    use super::*;
    use crate::report::type_name;

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

    /// As a type may that has its mistakes checked by hand.
    #[derive(Debug)]
    struct Talkative;

    impl<'de> Deserialize<'de> for Talkative {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = String::deserialize(deserializer)?;
            Err(serde::de::Error::custom(value))
        }
    }

    #[test]
    fn a_type_s_own_message_is_not_kept_whatever_it_looks_like() {
        for message in [
            "missing field `SECRET`",
            "invalid type: x, expected SECRET",
            "data did not match any variant of untagged enum SECRET",
            "recursion limit exceeded SECRET",
            "SECRET",
        ] {
            let text = serde_json::to_string(message).unwrap();
            let error = serde_json::from_str::<Talkative>(&text).unwrap_err();
            let explained = explain::<Talkative>("event", type_name::<Talkative>, &text, &error);
            assert!(!explained.contains("SECRET"), "{explained}");
        }
    }

    #[test]
    fn keys_that_are_no_numbers_are_told_from_what_is_no_json() {
        type Counts = HashMap<String, HashMap<u8, bool>>;
        let text = r#"{"counts":{"SECRET":true}}"#;
        let error = serde_json::from_str::<Counts>(text).unwrap_err();
        let explained = explain::<Counts>("event", type_name::<Counts>, text, &error);
        assert!(explained.contains("at `$.*.*`"), "{explained}");
        assert!(explained.ends_with("expected a key that is a number, and in range"), "{explained}");
    }

    #[test]
    fn a_string_that_cannot_be_borrowed_names_the_remedy() {
        let text = r#""a \u00fc""#;
        let error = serde_json::from_str::<&str>(text).unwrap_err();
        assert!(explain::<&str>("event", type_name::<&str>, text, &error).contains("take a `String`"));
    }

    fn why(text: &str) -> String {
        let error = serde_json::from_str::<Order>(text).unwrap_err();
        explain::<Order>("event", type_name::<Order>, text, &error)
    }

    #[test]
    fn place_and_reason_without_a_value() {
        let cases = [
            (r#"{"id":"SECRET"}"#, "at `$.id` (line 1, column 14): expected u64, found a string"),
            (r#"{"id":true}"#, "at `$.id` (line 1, column 10): expected u64, found a boolean"),
            (r#"{"id":-5}"#, "at `$.id` (line 1, column 8): expected u64, found an integer out of its range"),
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
        let (open, close) = ("[".repeat(10_000), "]".repeat(10_000));
        let deep = format!(r#"{{"id":{open}{close}}}"#);
        assert!(why(&deep).contains("expected u64, found an array"));
        let endless = serde_json::from_str::<serde_json::Value>(&deep).unwrap_err();
        assert!(
            explain::<serde_json::Value>("event", type_name::<serde_json::Value>, &deep, &endless)
                .ends_with("recursion limit exceeded")
        );
    }
}
