//! `rate(5 minutes)`
//!
//! EventBridge's User Guide, "Rate expressions reference": a positive number, and a unit that is singular for 1.

use crate::grammar::nearest;

const UNITS: [(&str, &str); 3] = [("minute", "minutes"), ("hour", "hours"), ("day", "days")];

pub(crate) fn check(rate: &str) -> Result<(), String> {
    let words: Vec<_> = rate.split_whitespace().collect();
    let [number, unit] = words[..] else {
        return Err(format!("`rate({rate})` is not a number and a unit; write `rate(5 minutes)`"));
    };
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("`{number}` is no whole number; write `rate(5 minutes)`"));
    }
    let units: Vec<_> = UNITS.iter().flat_map(|(one, many)| [*one, *many]).collect();
    let Some((one, many)) = UNITS.iter().find(|(one, many)| unit == *one || unit == *many) else {
        return Err(match nearest(unit, &units) {
            Some(meant) if meant != unit => format!("`{unit}` is no unit of a rate; did you mean `{meant}`?"),
            _ => format!("`{unit}` is no unit of a rate; it is in minutes, hours or days"),
        });
    };
    let number = match number.parse::<u64>() {
        Ok(0) => return Err(format!("`rate({rate})` never calls; the least rate is `rate(1 minute)`")),
        Ok(number) => number,
        Err(_) => return Err(format!("`{number}` is too large for a rate")),
    };
    let right = if number == 1 { one } else { many };
    match unit == *right {
        true => Ok(()),
        false => Err(format!("the unit is singular for 1 alone; write `rate({number} {right})`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_that_are_right() {
        for rate in ["1 minute", "5 minutes", "1 hour", "24 hours", "1 day", "10000 days"] {
            assert_eq!(check(rate), Ok(()), "{rate}");
        }
    }

    #[test]
    fn what_is_said_of_the_others() {
        let said = |rate: &str| check(rate).expect_err(rate);
        assert_eq!(said("1 minutes"), "the unit is singular for 1 alone; write `rate(1 minute)`");
        assert_eq!(said("5 minute"), "the unit is singular for 1 alone; write `rate(5 minutes)`");
        assert_eq!(said("0 minutes"), "`rate(0 minutes)` never calls; the least rate is `rate(1 minute)`");
        assert_eq!(said("5 seconds"), "`seconds` is no unit of a rate; it is in minutes, hours or days");
        assert_eq!(said("5 Minutes"), "`Minutes` is no unit of a rate; did you mean `minutes`?");
        assert_eq!(said("5 minuets"), "`minuets` is no unit of a rate; did you mean `minutes`?");
        assert_eq!(said("-5 minutes"), "`-5` is no whole number; write `rate(5 minutes)`");
        assert_eq!(said("1.5 hours"), "`1.5` is no whole number; write `rate(5 minutes)`");
        assert_eq!(said("5minutes"), "`rate(5minutes)` is not a number and a unit; write `rate(5 minutes)`");
        assert_eq!(said(""), "`rate()` is not a number and a unit; write `rate(5 minutes)`");
        assert_eq!(
            said("5 minutes daily"),
            "`rate(5 minutes daily)` is not a number and a unit; write `rate(5 minutes)`"
        );
        assert_eq!(said("99999999999999999999 days"), "`99999999999999999999` is too large for a rate");
    }
}
