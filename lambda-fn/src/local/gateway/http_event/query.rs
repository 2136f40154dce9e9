//! Query strings, as `name=value` between ampersands.

use std::collections::BTreeMap;

use crate::local::gateway::escapes::unescaped;

/// Names and all their values, with their escapes.
pub(super) fn encoded(query: &str) -> BTreeMap<String, Vec<String>> {
    grouped(pairs(query).map(|(name, value)| (name.to_owned(), value.to_owned())))
}

/// Names and all their values, without their escapes.
pub(super) fn decoded(query: &str) -> BTreeMap<String, Vec<String>> {
    grouped(pairs(query).map(|(name, value)| (decode(name), decode(value))))
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn grouped(pairs: impl Iterator<Item = (String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut grouped = BTreeMap::new();
    for (name, value) in pairs {
        grouped.entry(name).or_insert_with(Vec::new).push(value);
    }
    grouped
}

/// As forms have it: `+` is a space.
fn decode(text: &str) -> String {
    unescaped(&text.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::{decode, decoded, encoded};

    #[test]
    fn a_plus_is_a_space_unless_it_is_escaped() {
        for (text, expected) in [("a+b", "a b"), ("a%2Bb", "a+b"), ("%zz%+1", "%zz% 1")] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_has_all_its_values_in_order() {
        let query = "a=1&b&a=2&&a=&c=x=y&%61=3";
        let values = decoded(query);
        assert_eq!(values["a"], ["1", "2", "", "3"]);
        assert_eq!(
            (values["b"].as_slice(), values["c"].as_slice()),
            ([String::new()].as_slice(), ["x=y".to_owned()].as_slice())
        );
        assert_eq!(encoded(query)["%61"], ["3"]);
        assert!(decoded("").is_empty() && encoded("&&").is_empty());
    }
}
