//! Each key has its place in the documentation of its macro.

use crate::trigger::Kind;
use crate::{args, lambda_error};

const OF_THE_ATTRIBUTE: &str = include_str!("../../docs/lambda_fn.md");
const OF_THE_DERIVE: &str = include_str!("../../docs/lambda_error.md");

/// As a heading or in the first column of a table, with a value or without.
fn is_documented(key: &str, documentation: &str) -> bool {
    let places = documentation.lines().filter_map(|line| line.strip_prefix("## ").or(line.strip_prefix("| ")));
    let mut keys = places.flat_map(|place| place.split(" | ").next().unwrap_or_default().split('`'));
    keys.any(|code| {
        code.strip_prefix(key).is_some_and(|rest| !rest.starts_with(|c: char| c == '_' || c.is_alphanumeric()))
    })
}

#[test]
fn each_key_of_the_attribute() {
    for key in args::KEYS {
        assert!(is_documented(key, OF_THE_ATTRIBUTE), "`{key}`");
    }
    assert!(!is_documented("time", OF_THE_ATTRIBUTE));
}

#[test]
fn each_key_of_each_trigger() {
    for kind in Kind::ALL {
        let section = OF_THE_ATTRIBUTE.split("\n## ").find(|section| {
            section.lines().next().is_some_and(|heading| heading.contains(&format!("`{}`", kind.word())))
        });
        for key in kind.keys() {
            let of_its_own = section.is_some_and(|section| is_documented(key, section));
            let in_the_table = OF_THE_ATTRIBUTE.contains(&format!("`{}({key} = ", kind.word()));
            assert!(of_its_own || in_the_table, "`{key}` of `{}`", kind.word());
        }
    }
}

#[test]
fn each_key_of_the_derive() {
    for key in lambda_error::parse::KEYS {
        assert!(is_documented(key, OF_THE_DERIVE), "`{key}`");
    }
}
