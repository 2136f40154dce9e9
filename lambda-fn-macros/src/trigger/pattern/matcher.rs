//! What can stand in the place of a value: `{"prefix": "aws."}` and its like.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::json::Json;
use crate::grammar::{list, nearest};

const ANYTHING_BUT: &str = "anything-but";
const EQUALS_IGNORE_CASE: &str = "equals-ignore-case";

const MATCHERS: [&str; 8] =
    ["prefix", "suffix", ANYTHING_BUT, "numeric", "exists", "cidr", EQUALS_IGNORE_CASE, "wildcard"];

/// Names that `aws/event-ruler` keeps to itself within `$or`, for matchers that it has or may once have.
const RESERVED: [&str; 16] = [
    "exactly",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
];

type Checked = Result<(), String>;

pub(super) fn is_reserved(name: &str) -> bool {
    MATCHERS.contains(&name) || RESERVED.contains(&name)
}

pub(super) fn check(matcher: &[(String, Json)]) -> Checked {
    let (name, value) = match matcher {
        [one] => (&one.0, &one.1),
        [] => return Err(format!("`{{}}` is no matcher; the matchers are {}", list(&MATCHERS))),
        [first, second, ..] => {
            return Err(format!(
                "`{}` and `{}` stand in one matcher, which has one key; write `{{…}}, {{…}}`",
                first.0, second.0
            ));
        }
    };
    match name.as_str() {
        "prefix" | "suffix" => edge(name, value),
        ANYTHING_BUT => anything_but(value),
        "numeric" => numeric(value),
        "exists" => match value {
            Json::Bool(_) => Ok(()),
            other => Err(format!("`exists` takes `true` or `false`, not {}", other.kind())),
        },
        "cidr" => text(name, value, "10.0.0.0/24").and_then(cidr),
        // `exactly` is one of `aws/event-ruler` that the User Guide does not have
        EQUALS_IGNORE_CASE | "exactly" => text(name, value, "running").map(drop),
        "wildcard" => text(name, value, "dir/*.png").and_then(wildcard),
        unknown => Err(match nearest(unknown, &MATCHERS) {
            Some(meant) => format!("unknown matcher `{unknown}`; did you mean `{meant}`?"),
            None => format!("unknown matcher `{unknown}`; the matchers are {}", list(&MATCHERS)),
        }),
    }
}

fn text<'a>(name: &str, value: &'a Json, example: &str) -> Result<&'a str, String> {
    match value {
        Json::String(text) => Ok(text),
        other => Err(format!("`{name}` takes a string, not {}; write `\"{name}\": \"{example}\"`", other.kind())),
    }
}

/// `"aws."`, `{"equals-ignore-case": "AWS."}`
fn edge(name: &str, value: &Json) -> Checked {
    match value {
        Json::Object(within) => match &within[..] {
            [(key, value)] if key == EQUALS_IGNORE_CASE => text(key, value, "aws.").map(drop),
            _ => Err(format!("`{name}` takes a string, or `{{\"{EQUALS_IGNORE_CASE}\": \"…\"}}`")),
        },
        other => text(name, other, "aws.").map(drop),
    }
}

/// `"a"`, `1`, `["a", "b"]`, `[1, 2]`, `{"prefix": "a"}`, `{"prefix": ["a", "b"]}`
fn anything_but(value: &Json) -> Checked {
    match value {
        Json::String(_) | Json::Number(_) => Ok(()),
        Json::Array(values) => {
            let strings = values.iter().filter(|value| matches!(value, Json::String(_))).count();
            let numbers = values.iter().filter(|value| matches!(value, Json::Number(_))).count();
            match values.len() {
                0 => Err(format!("`{ANYTHING_BUT}` has an empty list; add a value")),
                count if count == strings || count == numbers => Ok(()),
                count if count == strings + numbers => {
                    Err(format!("`{ANYTHING_BUT}` takes strings or numbers, not both in one list"))
                }
                _ => Err(format!("`{ANYTHING_BUT}` takes a list of strings or of numbers alone")),
            }
        }
        Json::Object(within) => match &within[..] {
            [(key, value)] => anything_but_like(key, value),
            _ => Err(format!("`{ANYTHING_BUT}` takes one matcher; write `\"{ANYTHING_BUT}\": {{\"prefix\": \"a\"}}`")),
        },
        other => {
            Err(format!("`{ANYTHING_BUT}` takes a string, a number, a list of them or a matcher, not {}", other.kind()))
        }
    }
}

fn anything_but_like(key: &str, value: &Json) -> Checked {
    const TAKES: [&str; 4] = ["prefix", "suffix", EQUALS_IGNORE_CASE, "wildcard"];
    if !TAKES.contains(&key) {
        return Err(format!("`{ANYTHING_BUT}` has no `{key}`; within it are {}", list(&TAKES)));
    }
    let one = |value: &Json| match text(key, value, "a")? {
        "" if matches!(key, "prefix" | "suffix") => {
            Err(format!("`{ANYTHING_BUT}` with an empty `{key}` matches nothing; write what is not wanted"))
        }
        pattern if key == "wildcard" => wildcard(pattern),
        _ => Ok(()),
    };
    match value {
        Json::Array(values) if values.is_empty() => Err(format!("`{key}` has an empty list; add a value")),
        Json::Array(values) => values.iter().try_for_each(one),
        value => one(value),
    }
}

/// `["=", 5]`, `[">", 0, "<=", 5]`
fn numeric(value: &Json) -> Checked {
    let Json::Array(parts) = value else {
        return Err(format!("`numeric` takes a list, not {}; write `[\">\", 0, \"<=\", 5]`", value.kind()));
    };
    match &parts[..] {
        [operator, number] => comparison(operator, number, &["=", ">", ">=", "<", "<="]).map(drop),
        [lower, from, upper, to] => {
            let from = comparison(lower, from, &[">", ">="])?;
            let to = comparison(upper, to, &["<", "<="])?;
            match from < to {
                true => Ok(()),
                false => Err("the range of `numeric` is empty; its first number is the smaller one".to_owned()),
            }
        }
        _ => Err("`numeric` takes an operator and a number, once or twice; write `[\">\", 0, \"<=\", 5]`".to_owned()),
    }
}

fn comparison(operator: &Json, number: &Json, operators: &[&str]) -> Result<f64, String> {
    match operator {
        Json::String(operator) if operators.contains(&operator.as_str()) => {}
        other => return Err(format!("`numeric` has {} where one of {} belongs", other.shown(), list(operators))),
    }
    match number {
        Json::Number(number) => Ok(number.parse().unwrap_or(f64::MAX)),
        other => Err(format!("`numeric` has {} where a number belongs", other.shown())),
    }
}

/// `aws/event-ruler`: up to 31 bits of an IPv4 address, up to 127 of an IPv6 one.
fn cidr(text: &str) -> Checked {
    let Some((address, bits)) = text.split_once('/') else {
        return Err(format!("`{text}` is no range of addresses; write `10.0.0.0/24`"));
    };
    let most = match (address.parse::<Ipv4Addr>(), address.parse::<Ipv6Addr>()) {
        (Ok(_), _) => 31,
        (_, Ok(_)) => 127,
        _ => return Err(format!("`{address}` is no IP address; write `10.0.0.0/24`")),
    };
    let plain = !bits.is_empty() && bits.bytes().all(|byte| byte.is_ascii_digit());
    match bits.parse::<u8>() {
        Ok(bits) if plain && bits <= most => Ok(()),
        _ => Err(format!("`{text}` has `{bits}` bits in its mask; it is 0 to {most}")),
    }
}

/// `*` for anything, not twice in a row; `\\*` and `\\\\` for the signs themselves.
fn wildcard(text: &str) -> Checked {
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '*' if signs.peek() == Some(&'*') => {
                return Err(format!("`{text}` has two `*` in a row; write one"));
            }
            '\\' if signs.next_if(|next| matches!(next, '*' | '\\')).is_none() => {
                return Err(format!(
                    "`{text}` has a `\\` before a sign that needs none; it goes before `*` and `\\` alone"
                ));
            }
            _ => {}
        }
    }
    Ok(())
}
