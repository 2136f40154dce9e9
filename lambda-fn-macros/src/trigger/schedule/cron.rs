//! `cron(0 3 ? * MON-FRI *)`
//!
//! EventBridge's User Guide, "Cron expressions reference", and EventBridge Scheduler's, "Schedule types": six fields,
//! with `, - * /` in all of them, `?` in one of the two days, `L` and `W` in the day of the month, `L` and `#` in the day
//! of the week. Quartz' `LW` and `L-3`, of which neither says anything, are left to AWS.

use std::ops::RangeInclusive;

use crate::grammar::nearest;

mod unix;

pub(crate) use unix::translated;

struct Field {
    /// `minutes`
    name: &'static str,
    /// `day of the month`
    one: &'static str,
    values: RangeInclusive<u64>,
    /// Names for the values, from the least on.
    names: &'static [&'static str],
    day: Day,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Day {
    None,
    OfMonth,
    OfWeek,
}

const FIELDS: [Field; 6] = [
    Field { name: "minutes", one: "minute", values: 0..=59, names: &[], day: Day::None },
    Field { name: "hours", one: "hour", values: 0..=23, names: &[], day: Day::None },
    Field { name: "days of the month", one: "day of the month", values: 1..=31, names: &[], day: Day::OfMonth },
    Field {
        name: "months",
        one: "month",
        values: 1..=12,
        names: &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
        day: Day::None,
    },
    Field {
        name: "days of the week",
        one: "day of the week",
        values: 1..=7,
        names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
        day: Day::OfWeek,
    },
    Field { name: YEARS, one: "year", values: 1970..=2199, names: &[], day: Day::None },
];

const YEARS: &str = "years";
const LIST: &str = "minute, hour, day of the month, month, day of the week, year";

/// The message where something is wrong.
type Checked<T> = Result<T, String>;

/// Every mistake in the fields.
pub(crate) fn check(cron: &str) -> Vec<String> {
    let fields: Vec<_> = cron.split_whitespace().collect();
    let [_, _, day_of_month, _, day_of_week, _] = fields[..] else {
        return vec![match (fields.len(), unix::translated(cron)) {
            (_, Some(instead)) => format!("`cron(…)` has six fields, {LIST}; {}", instead.advice()),
            (5, None) => format!(
                "`cron(…)` has six fields, {LIST}; this one has 5: add the year, `*`, and write `?` for one of the days"
            ),
            (count, None) => format!("`cron(…)` has six fields, {LIST}; this one has {count}"),
        }];
    };
    let mistakes = FIELDS.iter().zip(&fields).filter_map(|(field, text)| field.check(text).err());
    mistakes.chain(days(day_of_month, day_of_week).err()).collect()
}

/// Whether a text is a cron expression without its parentheses.
pub(crate) fn looks_like_fields(text: &str) -> bool {
    let field = |text: &str| {
        let upper = text.to_uppercase();
        text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '*' | '?' | 'L'))
            || FIELDS.iter().any(|field| field.names.iter().any(|name| upper.starts_with(name)))
    };
    let fields: Vec<_> = text.split_whitespace().collect();
    matches!(fields.len(), 5 | 6) && fields.into_iter().all(field)
}

/// EventBridge's User Guide: "If you specify a value or a * in one of the fields, you must use a ? in the other."
fn days(of_month: &str, of_week: &str) -> Checked<()> {
    match (of_month == "?", of_week == "?") {
        (true, true) => Err("`?` stands for both days, so that none is chosen; write `*` for one of them".to_owned()),
        (false, false) => Err(format!(
            "the day of the month (`{of_month}`) and the day of the week (`{of_week}`) cannot both be chosen; write `?` for one of them"
        )),
        _ => Ok(()),
    }
}

impl Field {
    fn check(&self, text: &str) -> Checked<()> {
        match text {
            "*" => return Ok(()),
            "?" if self.day != Day::None => return Ok(()),
            "?" => return Err(format!("`?` stands for a day, not for the {}; write `*`", self.one)),
            _ => {}
        }
        let items: Vec<_> = text.split(',').collect();
        if let [_, _, ..] = items[..] {
            if items.contains(&"") {
                return Err(format!("`{text}` has a comma too many in the {}; remove it", self.name));
            }
            if let Some(whole) = items.iter().find(|item| matches!(**item, "*" | "?")) {
                return Err(format!("`{whole}` says everything about the {}; write it alone", self.name));
            }
            // the reference: "If you use a '#' character, you can define only one expression in the day-of-week field"
            if items.iter().any(|item| item.contains('#')) {
                return Err(format!("`{text}` has a `#` among several {}; it stands alone", self.name));
            }
        }
        items.into_iter().try_for_each(|item| self.item(item))
    }

    /// What stands between two commas.
    fn item(&self, item: &str) -> Checked<()> {
        if let Some((start, step)) = item.split_once('/') {
            return self.step(item, start, step);
        }
        if self.special(item)? {
            return Ok(());
        }
        match item.split_once('-') {
            Some((from, to)) => self.range(item, from, to),
            None => self.value(item).map(drop),
        }
    }

    /// `0/15`, `*/15`, `8-17/2`
    fn step(&self, item: &str, start: &str, step: &str) -> Checked<()> {
        match start {
            "" | "*" => {}
            _ => match start.split_once('-') {
                Some((from, to)) => self.range(start, from, to)?,
                None => drop(self.value(start)?),
            },
        }
        let longest = self.values.end() - self.values.start() + u64::from(*self.values.start() == 1);
        match digits(step) {
            _ if step.is_empty() => Err(format!("`{item}` has no step; write how many {} it goes on by", self.name)),
            Some(step) if (1..=longest).contains(&step) => match start {
                "" => Err(format!("`{item}` has no start; write `{}{item}`", self.values.start())),
                _ => Ok(()),
            },
            _ => Err(format!("`{item}` steps by `{step}`; a step in the {} is 1 to {longest}", self.name)),
        }
    }

    fn range(&self, item: &str, from: &str, to: &str) -> Checked<()> {
        if from.is_empty() || to.is_empty() {
            return Err(format!("`{item}` is half a range of {}; write both of its ends", self.name));
        }
        let (first, last) = (self.value(from)?, self.value(to)?);
        // the reference's own `20-2` runs over midnight; no year comes round again
        match first <= last || self.name != YEARS {
            true => Ok(()),
            false => Err(format!("`{item}` runs backwards; write `{to}-{from}`")),
        }
    }

    /// `L`, `3W`, `6#2` and their like, in the fields that have them.
    fn special(&self, item: &str) -> Checked<bool> {
        match self.day {
            Day::None => Ok(false),
            Day::OfMonth => match (item.strip_suffix('W'), item.strip_prefix("L-")) {
                _ if item == "L" || item == "LW" => Ok(true),
                (Some(""), _) => Err(format!("`{item}` is near no day; write one before it, as in `15W`")),
                (Some(day), _) => self.value(day).map(|_| true),
                (None, Some(days)) => match digits(days) {
                    Some(1..=30) => Ok(true),
                    _ => Err(format!("`{item}` is not so many days before the last; write 1 to 30 behind `L-`")),
                },
                (None, None) => Ok(false),
            },
            Day::OfWeek => match (item.strip_suffix('L'), item.split_once('#')) {
                (_, Some(("", _) | (_, ""))) => {
                    Err(format!("`{item}` is half a day of a month; write the day and its week, as in `6#3`"))
                }
                (_, Some((day, week))) => {
                    self.value(day)?;
                    match digits(week) {
                        Some(1..=5) => Ok(true),
                        _ => Err(format!("`{item}` names week `{week}` of the month; weeks are 1 to 5")),
                    }
                }
                (Some(""), None) => Ok(true),
                (None, None) if item.starts_with("L-") => Err(format!(
                    "`{item}` counts from the end of a month, not of a week; write `L` alone, or behind a day, as in `6L`"
                )),
                (Some(day), None) => self.value(day).map(|_| true),
                (None, None) => Ok(false),
            },
        }
    }

    fn value(&self, text: &str) -> Checked<u64> {
        if let Some(value) = digits(text) {
            return match self.values.contains(&value) {
                true => Ok(value),
                false => Err(format!("`{text}` is out of range; {} are {}", self.name, self.said())),
            };
        }
        if let Some(place) = self.names.iter().position(|name| *name == text) {
            return Ok(self.values.start() + place as u64);
        }
        let upper = text.to_uppercase();
        Err(match self.names.iter().find(|name| !upper.is_empty() && upper.starts_with(**name)) {
            Some(meant) => format!("`{text}` is no {}; write `{meant}`", self.one),
            None => match nearest(text, self.names) {
                Some(meant) => format!("`{text}` is no {}; did you mean `{meant}`?", self.one),
                None => format!("`{text}` is no {}; {} are {}", self.one, self.name, self.said()),
            },
        })
    }

    /// `1 (SUN) to 7 (SAT)`
    fn said(&self) -> String {
        let (min, max) = (self.values.start(), self.values.end());
        match self.names {
            [first, .., last] => format!("{min} ({first}) to {max} ({last})"),
            _ => format!("{min} to {max}"),
        }
    }
}

/// A number without a sign; one that does not fit counts as the largest.
fn digits(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests;
