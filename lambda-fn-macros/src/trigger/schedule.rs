//! `rate(…)` and `cron(…)`, and the time zone beside them.

mod cron;
mod rate;
mod timezone;

pub(crate) use timezone::timezone;

/// EventBridge Scheduler's API reference, `CreateSchedule`: `ScheduleExpression` has at most 256 characters.
const MAX_EXPRESSION: usize = 256;

/// Every mistake in a schedule expression.
pub(crate) fn expression(text: &str) -> Vec<String> {
    let length = text.chars().count();
    if length > MAX_EXPRESSION {
        return vec![format!("an expression has at most {MAX_EXPRESSION} characters, this one has {length}")];
    }
    let within = |word: &str| text.strip_prefix(word)?.strip_prefix('(')?.strip_suffix(')');
    if let Some(rate) = within("rate") {
        rate::check(rate).err().into_iter().collect()
    } else if let Some(cron) = within("cron") {
        cron::check(cron)
    } else {
        neither(text)
    }
}

fn neither(text: &str) -> Vec<String> {
    if let Some(instead) = cron::translated(text) {
        return vec![format!("`{text}` is a cron of Unix; {}", instead.advice())];
    }
    if cron::looks_like_fields(text) {
        let mistakes = cron::check(text);
        return match mistakes.is_empty() {
            true => vec![format!("the fields stand in parentheses; write `cron({text})`")],
            // what is advised is right as it stands
            false => mistakes,
        };
    }
    vec![no_schedule(text)]
}

fn no_schedule(text: &str) -> String {
    let lower = text.to_lowercase();
    match lower.split_once('(') {
        Some(("at", _)) => "`at(…)` calls a function once; a trigger is `rate(…)` or `cron(…)`".to_owned(),
        Some((word @ ("rate" | "cron"), rest)) => match rest.split_once(')') {
            None => format!("the parenthesis of `{word}(` is never closed; add `)`"),
            Some((_, "")) => format!("`{text}` has capitals where none belong; write `{word}(…)`"),
            Some((_, _)) => format!("nothing stands behind `{word}(…)`; remove it"),
        },
        _ => format!("`{text}` is no schedule; write `rate(5 minutes)` or `cron(0 3 * * ? *)`"),
    }
}
