/// Years are counted from March on, so that a leap day is the last of its year.
const MONTHS: [&str; 12] = ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb"];

/// A time since 1970 as access logs and AWS's events have it: `12/Mar/2020:19:03:58 +0000`.
pub(super) fn common_log(epoch_millis: u64) -> String {
    let seconds = epoch_millis / 1000;
    let (days, second_of_day) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
    format!("{day:02}/{month}/{year:04}:{hour:02}:{minute:02}:{second:02} +0000")
}

/// A time since 1970 as AWS's JSON has it: `2020-03-12T19:03:58.123Z`.
#[cfg(feature = "http")]
pub(in crate::local::gateway) fn iso_8601(epoch_millis: u64) -> String {
    let (seconds, millis) = (epoch_millis / 1000, epoch_millis % 1000);
    let (days, second_of_day) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = date(days);
    // March is the third
    let month = (MONTHS.iter().position(|name| *name == month).unwrap_or_default() + 2) % 12 + 1;
    let (hour, minute, second) = (second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// The date so many days after 1970 began.
fn date(days: u64) -> (u64, &'static str, u64) {
    // 1970 began that many days after March of the year 0
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // of five months in a row, three have 31 days: 153 days
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = 400 * era + year_of_era + u64::from(month > 9);
    (year, MONTHS.get(usize::try_from(month).unwrap_or_default()).copied().unwrap_or_default(), day)
}

#[cfg(test)]
mod tests {
    use super::common_log;

    /// The second and third are of events that AWS has made.
    #[test]
    fn times_are_those_of_access_logs() {
        let cases = [
            (0, "01/Jan/1970:00:00:00 +0000"),
            (1_587_481_701_067, "21/Apr/2020:15:08:21 +0000"),
            (1_645_190_592_806, "18/Feb/2022:13:23:12 +0000"),
            (951_782_399_999, "28/Feb/2000:23:59:59 +0000"),
            (951_782_400_000, "29/Feb/2000:00:00:00 +0000"),
            (951_868_800_000, "01/Mar/2000:00:00:00 +0000"),
            (1_735_689_599_000, "31/Dec/2024:23:59:59 +0000"),
            (4_107_542_400_000, "01/Mar/2100:00:00:00 +0000"),
        ];
        for (millis, expected) in cases {
            assert_eq!(common_log(millis), expected);
        }
    }

    #[test]
    #[cfg(feature = "http")]
    fn times_are_those_of_json() {
        let cases = [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_587_481_701_067, "2020-04-21T15:08:21.067Z"),
            (951_782_399_999, "2000-02-28T23:59:59.999Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_735_689_599_000, "2024-12-31T23:59:59.000Z"),
        ];
        for (millis, expected) in cases {
            assert_eq!(super::iso_8601(millis), expected);
        }
    }

    #[test]
    fn no_time_is_too_far_away() {
        assert!(common_log(u64::MAX).ends_with(" +0000"));
    }
}
