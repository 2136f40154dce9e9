//! Expressions from AWS's documents, what is said of the others, and the grammar as a generator.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

/// The examples of the two references, and forms that are seen in the wild.
#[test]
fn expressions_that_are_right() {
    let right = [
        "0 10 * * ? *",
        "15 12 * * ? *",
        "0 18 ? * MON-FRI *",
        "0 8 1 * ? *",
        "0/15 * * * ? *",
        "0/10 * ? * MON-FRI *",
        "0/5 8-17 ? * MON-FRI *",
        "0/30 20-2 ? * MON-FRI *",
        "15 10 ? * 6L 2022-2023",
        "0 9 ? * 3#2 *",
        "0 9 ? * MON#1 *",
        "0 9 3W * ? *",
        "0 9 L * ? *",
        "0 9 LW * ? *",
        "0 9 L-3 * ? *",
        "0 9 ? * L *",
        "*/5 * * * ? *",
        "0,15,30,45 8-18/2 1,15,L JAN-MAR,DEC ? 1970,2000-2199",
        "0  3\t* * ? *",
    ];
    for cron in right {
        assert_eq!(check(cron), [""; 0], "{cron}");
    }
}

#[test]
fn what_is_said_of_the_others() {
    let wrong = [
        ("60 3 * * ? *", "`60` is out of range; minutes are 0 to 59"),
        ("0 24 * * ? *", "`24` is out of range; hours are 0 to 23"),
        ("0 3 0 * ? *", "`0` is out of range; days of the month are 1 to 31"),
        ("0 3 32 * ? *", "`32` is out of range; days of the month are 1 to 31"),
        ("0 3 * 13 ? *", "`13` is out of range; months are 1 (JAN) to 12 (DEC)"),
        ("0 3 ? * 0 *", "`0` is out of range; days of the week are 1 (SUN) to 7 (SAT)"),
        ("0 3 * * ? 1969", "`1969` is out of range; years are 1970 to 2199"),
        ("0 3 * * ? 2200", "`2200` is out of range; years are 1970 to 2199"),
        ("0 3 * * ? 99999999999999999999", "`99999999999999999999` is out of range; years are 1970 to 2199"),
        ("? 3 * * ? *", "`?` stands for a day, not for the minute; write `*`"),
        ("0 3 ? * ? *", "`?` stands for both days, so that none is chosen; write `*` for one of them"),
        ("0 3 ? * mon *", "`mon` is no day of the week; write `MON`"),
        ("0 3 ? * Monday *", "`Monday` is no day of the week; write `MON`"),
        ("0 3 ? * MOM *", "`MOM` is no day of the week; did you mean `MON`?"),
        ("0 3 * SEPT ? *", "`SEPT` is no month; write `SEP`"),
        ("0 3 ? * WEEKEND *", "`WEEKEND` is no day of the week; days of the week are 1 (SUN) to 7 (SAT)"),
        ("x 3 * * ? *", "`x` is no minute; minutes are 0 to 59"),
        ("-5 3 * * ? *", "`-5` is half a range of minutes; write both of its ends"),
        ("0,,5 3 * * ? *", "`0,,5` has a comma too many in the minutes; remove it"),
        ("0, 3 * * ? *", "`0,` has a comma too many in the minutes; remove it"),
        ("*,5 3 * * ? *", "`*` says everything about the minutes; write it alone"),
        ("0/0 3 * * ? *", "`0/0` steps by `0`; a step in the minutes is 1 to 59"),
        ("0/60 3 * * ? *", "`0/60` steps by `60`; a step in the minutes is 1 to 59"),
        ("0/ 3 * * ? *", "`0/` has no step; write how many minutes it goes on by"),
        ("/15 3 * * ? *", "`/15` has no start; write `0/15`"),
        ("0 3 /2 * ? *", "`/2` has no start; write `1/2`"),
        ("0 3 * * ? 2023-2022", "`2023-2022` runs backwards; write `2022-2023`"),
        ("0 3 ? * 3#6 *", "`3#6` names week `6` of the month; weeks are 1 to 5"),
        ("0 3 ? * 3#1,6#3 *", "`3#1,6#3` has a `#` among several days of the week; it stands alone"),
        ("0 3 32W * ? *", "`32` is out of range; days of the month are 1 to 31"),
        ("0 3 L-31 * ? *", "`L-31` is not so many days before the last; write 1 to 30 behind `L-`"),
        ("0 3 W * ? *", "`W` is near no day; write one before it, as in `15W`"),
        ("0 3 ? * #2 *", "`#2` is half a day of a month; write the day and its week, as in `6#3`"),
        ("0 3 ? * 6# *", "`6#` is half a day of a month; write the day and its week, as in `6#3`"),
        (
            "0 3 ? * L-2 *",
            "`L-2` counts from the end of a month, not of a week; write `L` alone, or behind a day, as in `6L`",
        ),
        ("L 3 * * ? *", "`L` is no minute; minutes are 0 to 59"),
        ("0 3 3#2 * ? *", "`3#2` is no day of the month; days of the month are 1 to 31"),
    ];
    for (cron, said) in wrong {
        assert_eq!(check(cron), [said], "{cron}");
    }
}

/// Whatever is missing, there is something between the backticks.
#[test]
fn no_message_quotes_nothing() {
    for item in ["W", "#", "#2", "6#", "L-", "-", "0-", "0/", "/", "L/2", "W/2", "-W"] {
        for place in 0..6 {
            let mut fields = ["0", "3", "?", "*", "?", "*"];
            fields[place] = item;
            let said = check(&fields.join(" "));
            assert!(!said.is_empty() && said.iter().all(|said| !said.contains("``")), "{item}: {said:?}");
        }
    }
}

#[test]
fn each_field_says_its_own_mistake() {
    assert_eq!(check("60 24 32 13 8 2200").len(), 7);
}

#[test]
fn the_number_of_fields() {
    let unix = check("0 3 * * *");
    assert_eq!(unix.len(), 1);
    assert!(unix[0].ends_with("; write `cron(0 3 * * ? *)`"), "{unix:?}");
    let wrong = check("60 3 * * *");
    assert!(wrong[0].ends_with("this one has 5: add the year, `*`, and write `?` for one of the days"), "{wrong:?}");
    assert!(check("")[0].ends_with("this one has 0"));
    assert!(check("0 0 3 * * ? *")[0].ends_with("this one has 7"));
}

#[test]
fn fields_without_their_parentheses() {
    assert!(looks_like_fields("0 3 * * ? *"));
    assert!(looks_like_fields("0 3 ? JAN MON-FRI *"));
    assert!(looks_like_fields("*/5 * * * *"));
    assert!(looks_like_fields("0 3 L jan mon-fri"));
    assert!(!looks_like_fields("every day at 3 in Rome"));
    assert!(!looks_like_fields("5 minutes"));
}

/// crontab(5) beside EventBridge's reference: Sunday is 0 and 7 there, and 1 here.
#[test]
fn the_fields_of_unix_in_six() {
    let crons = [
        ("0 3 * * *", "0 3 * * ? *"),
        ("*/15 * * * *", "0/15 * * * ? *"),
        ("0 */1 * * *", "0 * * * ? *"),
        ("5-50/15,7 8-18/2 * * *", "5-50/15,7 8-18/2 * * ? *"),
        ("0 3 1 * *", "0 3 1 * ? *"),
        ("0 3 */2 */3 *", "0 3 1/2 1/3 ? *"),
        ("0 3 1,15 jan-mar *", "0 3 1,15 JAN-MAR ? *"),
        ("0 3 * * 0", "0 3 ? * SUN *"),
        ("0 3 * * 7", "0 3 ? * SUN *"),
        ("0 3 * * 1-5", "0 3 ? * MON-FRI *"),
        ("0 3 * * mon-fri", "0 3 ? * MON-FRI *"),
        ("0 3 * * 6,0", "0 3 ? * SUN,SAT *"),
        ("0 3 * * 5-7", "0 3 ? * SUN,FRI,SAT *"),
        ("0 3 * * 0-6", "0 3 * * ? *"),
        ("0 3 * * 1-7", "0 3 * * ? *"),
        ("0 3 1 * 0-7", "0 3 1 * ? *"),
        ("0 3 * * */2", "0 3 ? * SUN,TUE,THU,SAT *"),
        ("0 3 * * 1-5/2", "0 3 ? * MON,WED,FRI *"),
        ("0 3 * * 5#2", "0 3 ? * FRI#2 *"),
        ("0 3 * * 5L", "0 3 ? * 6L *"),
        ("0 3 L * *", "0 3 L * ? *"),
        ("0 3 * * ?", "0 3 * * ? *"),
        ("0 3 ? * 2-6", "0 3 ? * 2-6 *"),
        ("@daily", "0 0 * * ? *"),
        ("@weekly", "0 0 ? * SUN *"),
    ];
    for (unix, aws) in crons {
        let said = format!("`{unix}` is a cron of Unix; write `cron({aws})`");
        assert_eq!(crate::trigger::schedule::expression(unix), [said], "{unix}");
        let within = check(unix);
        assert!(within.len() == 1 && within[0].ends_with(&format!("; write `cron({aws})`")), "{within:?}");
    }
}

#[test]
fn a_day_of_the_month_or_of_the_week_cannot_be_said() {
    assert_eq!(
        crate::trigger::schedule::expression("0 3 1 * 1"),
        [
            "`0 3 1 * 1` is a cron of Unix; AWS cannot express both a day of the month and a day of the week in one; write \
          two schedules, `cron(0 3 1 * ? *)` and `cron(0 3 ? * MON *)`"
        ]
    );
}

#[test]
fn what_is_no_cron_of_unix_either() {
    for cron in ["60 3 * * *", "0 3 * * 8", "0 3 * * MUN", "0 3 * * */8", "0 3 0 * *", "? ? * * *", "@reboot"] {
        let said = crate::trigger::schedule::expression(cron);
        assert!(said.len() == 1 && !said[0].contains("of Unix"), "{said:?}");
        assert!(translated(cron).is_none(), "{cron}");
    }
}

/// The schedules that a message tells to write.
fn advised(message: &str) -> Vec<String> {
    let quoted = message.split('`').skip(1).step_by(2).map(str::to_owned);
    let whole = |text: &String| text.starts_with("cron(") || text.starts_with("rate(");
    let remedy = message.find("write ").unwrap_or(message.len());
    quoted.filter(|text| whole(text) && !text.contains('…') && message[remedy..].contains(text.as_str())).collect()
}

/// A value of a field in any of its forms, beside its number.
fn value(field: usize) -> impl Strategy<Value = (u64, String)> {
    let Field { values, names, .. } = &FIELDS[field];
    let (min, named) = (*values.start(), !names.is_empty());
    (values.clone(), any::<bool>()).prop_map(move |(value, name)| match name && named {
        true => (value, FIELDS[field].names[usize::try_from(value - min).unwrap()].to_owned()),
        false => (value, value.to_string()),
    })
}

fn item(field: usize) -> impl Strategy<Value = String> {
    let range = (value(field), value(field)).prop_map(move |(one, other)| {
        let (from, to) = match one.0 <= other.0 || FIELDS[field].name != YEARS {
            true => (one.1, other.1),
            false => (other.1, one.1),
        };
        format!("{from}-{to}")
    });
    let range = range.boxed();
    let longest = FIELDS[field].values.end() - FIELDS[field].values.start();
    let start = prop_oneof![Just("*".to_owned()), value(field).prop_map(|(_, text)| text), range.clone()];
    let step = (start, 1..=longest).prop_map(|(start, step)| format!("{start}/{step}"));
    let special = match FIELDS[field].day {
        Day::None => value(field).prop_map(|(_, text)| text).boxed(),
        Day::OfMonth => prop_oneof![
            Just("L".to_owned()),
            Just("LW".to_owned()),
            value(field).prop_map(|(_, day)| format!("{day}W")),
            (1..=30_u64).prop_map(|days| format!("L-{days}")),
        ]
        .boxed(),
        Day::OfWeek => prop_oneof![Just("L".to_owned()), value(field).prop_map(|(_, day)| format!("{day}L"))].boxed(),
    };
    prop_oneof![value(field).prop_map(|(_, text)| text), range, step, special]
}

fn field(field: usize) -> impl Strategy<Value = String> {
    let several = prop::collection::vec(item(field), 1..4).prop_map(|items| items.join(","));
    let alone = match FIELDS[field].day {
        Day::OfWeek => (value(field), 1..=5).prop_map(|((_, day), week)| format!("{day}#{week}")).boxed(),
        _ => Just("*".to_owned()).boxed(),
    };
    prop_oneof![1 => Just("*".to_owned()), 1 => alone, 4 => several]
}

fn valid() -> impl Strategy<Value = String> {
    let fields = (field(0), field(1), field(2), field(3), field(4), field(5), any::<bool>());
    fields.prop_map(|(minutes, hours, of_month, months, of_week, years, month)| match month {
        true => format!("{minutes} {hours} {of_month} {months} ? {years}"),
        false => format!("{minutes} {hours} ? {months} {of_week} {years}"),
    })
}

/// A field of crontab(5).
fn unix_field(field: usize) -> impl Strategy<Value = String> {
    let (min, max): (u64, u64) = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)][field];
    let value = move || (min..=max).prop_map(|value| value.to_string());
    let named = match FIELDS[field].names {
        [] => value().boxed(),
        names => prop_oneof![value(), select(names).prop_map(str::to_lowercase)].boxed(),
    };
    let range =
        (min..=max, min..=max).prop_map(|(one, other): (u64, u64)| format!("{}-{}", one.min(other), one.max(other)));
    let step =
        (prop_oneof![Just("*".to_owned()), range.clone()], 1..=7_u64).prop_map(|(of, step)| format!("{of}/{step}"));
    let item = prop_oneof![2 => named, 1 => range, 1 => step];
    let several = prop::collection::vec(item, 1..4).prop_map(|items| items.join(","));
    prop_oneof![1 => Just("*".to_owned()), 1 => several]
}

fn unix() -> impl Strategy<Value = String> {
    let fields = (unix_field(0), unix_field(1), unix_field(2), unix_field(3), unix_field(4));
    fields.prop_map(|(minutes, hours, of_month, months, of_week)| {
        format!("{minutes} {hours} {of_month} {months} {of_week}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn what_the_grammar_makes_is_accepted(cron in valid()) {
        prop_assert_eq!(check(&cron), [""; 0]);
    }

    #[test]
    fn every_cron_of_unix_has_its_advice_which_is_accepted(cron in unix()) {
        for text in [cron.clone(), format!("cron({cron})")] {
            let said = crate::trigger::schedule::expression(&text);
            prop_assert_eq!(said.len(), 1, "{}: {:?}", text, &said);
            let advised = advised(&said[0]);
            prop_assert!(!advised.is_empty(), "{}: {:?}", text, said);
            for advice in advised {
                prop_assert_eq!(crate::trigger::schedule::expression(&advice), [""; 0], "{}: {}", text, advice);
            }
        }
    }

    /// Whatever was written, what a message tells to write is right.
    #[test]
    fn every_advice_is_accepted(
        fields in "([0-9]{1,2}|[*?]|[*]/[0-9]|[A-Z]{1,3}|mon|L|W|/[0-9]{1,2}|[0-9]-[0-9]|1#[0-9])( [0-9*?L]{1,2}| [*]/[0-9]| MON-FRI| mon){3,6}",
        number in 0..100_u64,
        unit in select(&["minute", "minutes", "hour", "hours", "day", "days", "Days", "seconds"][..]),
    ) {
        for text in [fields.clone(), format!("cron({fields})"), format!("rate({number} {unit})"), format!("{number} {unit}")] {
            for advice in crate::trigger::schedule::expression(&text).iter().flat_map(|said| advised(said)) {
                prop_assert_eq!(crate::trigger::schedule::expression(&advice), [""; 0], "{}: {}", text, advice);
            }
        }
    }

    /// A field that stands in the place of a wrong one is right.
    #[test]
    fn a_word_that_is_advised_is_accepted(place in 0..6_usize, item in "[*?/0-9]{1,2}|[/][0-9]{1,2}|[a-zA-Z]{3}|20[0-9]{2}-20[0-9]{2}|[A-Z]{3}DAY") {
        let mut fields = ["0", "3", "1", "1", "?", "*"];
        if place == 4 {
            fields[2] = "?";
        }
        fields[place] = &item;
        for said in check(&fields.join(" ")) {
            let Some((_, advice)) = said.split_once("; write `").or_else(|| said.split_once("did you mean `")) else { continue };
            let (advice, rest) = advice.split_once('`').expect("what is quoted ends");
            if rest.is_empty() || rest == "?" {
                let mut fields = fields;
                fields[place] = advice;
                prop_assert_eq!(check(&fields.join(" ")), [""; 0], "{}: {}", item, said);
            }
        }
    }

    #[test]
    fn any_text_is_answered(text in ".*", fields in "[0-9LW#?*,/A-Z -]*") {
        drop(crate::trigger::schedule::expression(&text));
        for text in [&text, &fields] {
            drop(check(text));
            drop(crate::trigger::schedule::expression(&format!("cron({text})")));
            drop(crate::trigger::schedule::expression(&format!("rate({text})")));
        }
    }

    /// Nothing that a field does not know is let through in it.
    #[test]
    fn a_strange_sign_is_refused(cron in valid(), place in 0..6_usize, sign in select(&["$", "x", ".", "!", "é"][..])) {
        let mut fields: Vec<_> = cron.split(' ').map(str::to_owned).collect();
        fields[place].push_str(sign);
        prop_assert!(!check(&fields.join(" ")).is_empty());
    }
}
