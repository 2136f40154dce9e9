//! The name of a time zone, as far as it can be told without the IANA database.

use crate::grammar::nearest;

/// EventBridge Scheduler's API reference, `CreateSchedule`: `ScheduleExpressionTimezone` has 1 to 50 characters.
const MAX_TIMEZONE: usize = 50;

/// What a name of the IANA database starts with.
const AREAS: [&str; 16] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Brazil",
    "Canada",
    "Chile",
    "Etc",
    "Europe",
    "Indian",
    "Mexico",
    "Pacific",
    "US",
];

/// The names of the IANA database that have no area.
const WITHOUT_AREA: [&str; 44] = [
    "CET",
    "CST6CDT",
    "Cuba",
    "EET",
    "EST",
    "EST5EDT",
    "Egypt",
    "Eire",
    "Factory",
    "GB",
    "GB-Eire",
    "GMT",
    "GMT+0",
    "GMT-0",
    "GMT0",
    "Greenwich",
    "HST",
    "Hongkong",
    "Iceland",
    "Iran",
    "Israel",
    "Jamaica",
    "Japan",
    "Kwajalein",
    "Libya",
    "MET",
    "MST",
    "MST7MDT",
    "NZ",
    "NZ-CHAT",
    "Navajo",
    "PRC",
    "PST8PDT",
    "Poland",
    "Portugal",
    "ROC",
    "ROK",
    "Singapore",
    "Turkey",
    "UCT",
    "UTC",
    "Universal",
    "W-SU",
    "Zulu",
];

pub(crate) fn timezone(text: &str) -> Result<(), String> {
    let length = text.chars().count();
    if length > MAX_TIMEZONE {
        return Err(format!("a time zone has at most {MAX_TIMEZONE} characters, this one has {length}"));
    }
    match text.split_once('/') {
        None if WITHOUT_AREA.contains(&text) => Ok(()),
        Some((area, places)) if AREAS.contains(&area) && places.split('/').all(is_place) => Ok(()),
        Some((area, places)) if !AREAS.contains(&area) => Err(match nearest(area, &AREAS) {
            Some(meant) => format!("`{text}` is no time zone of the IANA database; did you mean `{meant}/{places}`?"),
            None => unknown(text),
        }),
        _ => Err(unknown(text)),
    }
}

fn is_place(text: &str) -> bool {
    let sign = |c: char| c == '_' || c == '-' || c == '+';
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(|c| c.is_ascii_alphanumeric() || sign(c))
}

fn unknown(text: &str) -> String {
    format!("`{text}` is no time zone of the IANA database; write an area and a place, as in `Europe/Berlin`, or `UTC`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_iana_database() {
        let names = [
            "UTC",
            "GMT",
            "CET",
            "Europe/Berlin",
            "America/Argentina/Buenos_Aires",
            "America/Port-au-Prince",
            "Etc/GMT+12",
            "Etc/UTC",
            "Antarctica/DumontDUrville",
            "US/Pacific",
            "America/North_Dakota/New_Salem",
            "Asia/Ust-Nera",
        ];
        for name in names {
            assert_eq!(timezone(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn what_is_none() {
        let said = |name: &str| timezone(name).expect_err(name);
        for name in
            ["", "Berlin", "utc", "+02:00", "CEST", "Europe/", "Europe/berlin", "Europe/Berlin ", "Mars/Olympus"]
        {
            assert_eq!(said(name), unknown(name));
        }
        let meant = "`Europa/Berlin` is no time zone of the IANA database; did you mean `Europe/Berlin`?";
        assert_eq!(said("Europa/Berlin"), meant);
        assert!(said("europe/Berlin").ends_with("did you mean `Europe/Berlin`?"));
        assert!(said(&"Etc/UTC".repeat(8)).starts_with("a time zone has at most 50 characters, this one has 56"));
    }
}
