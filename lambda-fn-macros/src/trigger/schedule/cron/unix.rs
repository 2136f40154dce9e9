//! The five fields of Unix in AWS's six.
//!
//! crontab(5): the days of the week are 0 to 7, both of which are Sunday, and a day that matches either of the two fields
//! counts. AWS counts them from 1, Sunday, and takes one of the two fields.

use super::{FIELDS, Field, digits};
use crate::trigger::schedule::expression;

/// What AWS has instead: one expression, or one for each kind of day.
pub(crate) enum Instead {
    Cron(String),
    /// `0 3 1 * 1` calls on the first day of a month and on Mondays.
    EitherDay {
        of_month: String,
        of_week: String,
    },
}

impl Instead {
    /// The remedy of a message.
    pub(crate) fn advice(&self) -> String {
        match self {
            Self::Cron(cron) => format!("write `cron({cron})`"),
            Self::EitherDay { of_month, of_week } => format!(
                "AWS cannot express both a day of the month and a day of the week in one; write two schedules, \
                 `cron({of_month})` and `cron({of_week})`"
            ),
        }
    }
}

const NICKNAMES: [(&str, &str); 7] = [
    ("@annually", "0 0 1 1 ? *"),
    ("@daily", "0 0 * * ? *"),
    ("@hourly", "0 * * * ? *"),
    ("@midnight", "0 0 * * ? *"),
    ("@monthly", "0 0 1 * ? *"),
    ("@weekly", "0 0 ? * SUN *"),
    ("@yearly", "0 0 1 1 ? *"),
];

/// `None` where a field is none of Unix either.
pub(crate) fn translated(text: &str) -> Option<Instead> {
    if let Some((_, cron)) = NICKNAMES.iter().find(|(nickname, _)| *nickname == text) {
        return Some(Instead::Cron((*cron).to_owned()));
    }
    let fields: Vec<_> = text.split_whitespace().collect();
    let [minutes, hours, of_month, months, of_week] = fields[..] else { return None };
    let right = |cron: String| expression(&format!("cron({cron})")).is_empty().then_some(cron);
    if fields.contains(&"?") {
        // AWS's own numbers, and the year is missing
        return right(format!("{text} *")).map(Instead::Cron);
    }
    let [minutes, hours, days, months] = [(0, minutes), (1, hours), (2, of_month), (3, months)]
        .map(|(field, text)| from_the_least(&FIELDS[field], text));
    let week = days_of_the_week(of_week)?;
    let by_month = || right(format!("{minutes} {hours} {days} {months} ? *"));
    let by_week = || right(format!("{minutes} {hours} ? {months} {week} *"));
    match (of_month, week.as_str()) {
        (_, "*") => by_month().map(Instead::Cron),
        ("*", _) => by_week().map(Instead::Cron),
        _ => Some(Instead::EitherDay { of_month: by_month()?, of_week: by_week()? }),
    }
}

/// `*/15` starts at the least value, which AWS writes out, and its names are in capitals.
fn from_the_least(field: &Field, text: &str) -> String {
    let items = text.split(',').map(|item| match item.strip_prefix("*/") {
        Some("1") if item == text => "*".to_owned(),
        Some(step) => format!("{}/{step}", field.values.start()),
        None => item.to_uppercase(),
    });
    items.collect::<Vec<_>>().join(",")
}

/// The days by their names, which both count alike.
fn days_of_the_week(text: &str) -> Option<String> {
    let [.., week, _] = &FIELDS;
    if let Some((day, which)) = text.split_once('#') {
        return Some(format!("{}#{which}", week.names[day_of_the_week(week, day)? % 7]));
    }
    // the last of a month, in the crons that have it
    if let Some(day) = text.strip_suffix('L').filter(|day| !day.is_empty()) {
        return Some(format!("{}L", day_of_the_week(week, day)? % 7 + 1));
    }
    let mut chosen = [false; 7];
    for item in text.split(',') {
        let (days, step) = match item.split_once('/') {
            Some((days, step)) => (days, usize::try_from(digits(step)?).ok().filter(|step| (1..=7).contains(step))?),
            None => (item, 1),
        };
        let (first, last) = match days.split_once('-') {
            _ if days == "*" => (0, 6),
            Some((first, last)) => (day_of_the_week(week, first)?, day_of_the_week(week, last)?),
            // `1/2` goes on to the end of the week
            None if item != days => (day_of_the_week(week, days)?, 6),
            None => (day_of_the_week(week, days)?, day_of_the_week(week, days)?),
        };
        // `FRI-MON` runs over the end of the week
        let last = if last < first { last + 7 } else { last };
        (first..=last).step_by(step).for_each(|day| chosen[day % 7] = true);
    }
    let days: Vec<_> = (0..7).filter(|day| chosen[*day]).collect();
    Some(match days[..] {
        _ if days.len() == 7 => "*".to_owned(),
        [first, _, .., last] if last - first == days.len() - 1 && days.len() > 2 => {
            format!("{}-{}", week.names[first], week.names[last])
        }
        _ => days.iter().map(|day| week.names[*day]).collect::<Vec<_>>().join(","),
    })
}

/// 0 to 7, both of which are Sunday.
fn day_of_the_week(week: &Field, text: &str) -> Option<usize> {
    let named = week.names.iter().position(|name| text.eq_ignore_ascii_case(name));
    named.or_else(|| usize::try_from(digits(text)?).ok()).filter(|day| *day <= 7)
}
