//! The rules that the values of several sources share: numbers, durations, words.

use std::ops::RangeInclusive;

use syn::{LitInt, LitStr};

use crate::args::Timeout;
use crate::errors::Errors;
use crate::grammar::{Arg, list, nearest};
use crate::validate::seconds;

/// A number within a range.
pub(crate) fn number(arg: &Arg<LitInt>, range: &RangeInclusive<i64>, errors: &Errors) -> Option<i64> {
    let Arg { key, value } = arg;
    let (min, max) = (grouped(*range.start()), grouped(*range.end()));
    let message = match integer(value) {
        Some(number) if range.contains(&number) => return Some(number),
        Some(_) => format!("`{key} = {value}` is out of range; it is {min} to {max}"),
        None => format!("`{value}` is not a plain integer; `{key}` is {min} to {max}"),
    };
    errors.at(value, message);
    None
}

/// The value of an integer without a suffix; one that does not fit counts as the largest.
pub(crate) fn integer(value: &LitInt) -> Option<i64> {
    let negative = value.base10_digits().starts_with('-');
    let fallback = if negative { i64::MIN } else { i64::MAX };
    value.suffix().is_empty().then(|| value.base10_parse().unwrap_or(fallback))
}

/// A duration within a range of seconds, which `limits` tells in words.
pub(crate) fn duration(arg: &Arg<Timeout>, range: &RangeInclusive<u64>, limits: &str, errors: &Errors) -> Option<u64> {
    let Arg { key, value } = arg;
    let message = match seconds(value) {
        Some(seconds) if range.contains(&seconds) => return Some(seconds),
        Some(_) => format!("`{key} = {value}` is out of range; it is {limits}"),
        None => format!("`{value}` is not a duration; write seconds (`30`), or `\"30s\"`, or `\"15m\"`"),
    };
    errors.at(value, message);
    None
}

/// One of a few words.
pub(crate) fn word<T: Copy>(arg: &Arg<LitStr>, words: &[(&str, T)], errors: &Errors) -> Option<T> {
    let Arg { key, value } = arg;
    let found = value.value();
    if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == found) {
        return Some(*meaning);
    }
    let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
    errors.at(value, unknown_word(&format!("`{key}`"), &found, &words));
    None
}

/// What to say of a word that is none.
pub(crate) fn unknown_word(place: &str, found: &str, words: &[&str]) -> String {
    match nearest(found, words) {
        Some(meant) => format!("{place} has no `{found}`; did you mean `{meant}`?"),
        None => format!("{place} has no `{found}`; it has {}", list(words)),
    }
}

/// `10,000`
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    match digits.len() {
        5.. if number > 0 => {
            let (thousands, rest) = digits.split_at(digits.len() - 3);
            format!("{thousands},{rest}")
        }
        4 if number > 0 => format!("{},{}", &digits[..1], &digits[1..]),
        _ => digits,
    }
}
