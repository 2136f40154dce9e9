//! The event patterns of EventBridge.
//!
//! The rules are those of AWS's own `aws/event-ruler`, which EventBridge runs, and of EventBridge's User Guide,
//! "Comparison operators for use in event patterns".

mod json;
mod matcher;

use json::Json;

/// EventBridge's API reference, `PutRule`: `EventPattern` has at most 4,096 characters.
const MAX_PATTERN: usize = 4096;

/// EventBridge's User Guide, "Events": what stands at the top of every event.
const FIELDS: [&str; 11] = [
    "version",
    "id",
    "detail-type",
    "source",
    "account",
    "time",
    "region",
    "resources",
    "detail",
    "replay-name",
    "ingestion-time",
];

const OR: &str = "$or";

/// Every mistake in an event pattern.
pub(crate) fn pattern(text: &str) -> Vec<String> {
    let length = text.chars().count();
    if length > MAX_PATTERN {
        return vec![format!("a pattern has at most {MAX_PATTERN} characters, this one has {length}")];
    }
    let root = match json::parse(text) {
        Ok(Json::Object(fields)) => fields,
        Ok(other) => {
            return vec![format!(
                "a pattern is a JSON object, not {}; write `{{\"source\": [\"aws.ec2\"]}}`",
                other.kind()
            )];
        }
        Err(message) => return vec![format!("the pattern is not JSON: {message}")],
    };
    let mut mistakes = Mistakes { found: Vec::new() };
    let names = root.iter().map(|(name, _)| name.as_str()).filter(|name| *name != OR && !FIELDS.contains(name));
    for name in names {
        if let Some(meant) = FIELDS.iter().find(|field| is_misspelt(name, field)) {
            mistakes.push(format!("no event has a field `{name}`; did you mean `{meant}`?"));
        }
    }
    mistakes.object(&Path::root(), &root, false);
    mistakes.found
}

/// Whether a field can only be meant as another: a field of one's own at the top of an event is not forbidden.
fn is_misspelt(name: &str, field: &str) -> bool {
    let letters = |text: &str| text.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let (name, field) = (letters(name), letters(field));
    name == field || (field.len() > 4 && strsim::damerau_levenshtein(&name, &field) == 1)
}

/// Where in a pattern a mistake is: `detail.state`.
struct Path(String);

impl Path {
    fn root() -> Self {
        Self(String::new())
    }

    fn join(&self, name: &str) -> Self {
        match self.0.as_str() {
            "" => Self(name.to_owned()),
            path => Self(format!("{path}.{name}")),
        }
    }
}

struct Mistakes {
    found: Vec<String>,
}

impl Mistakes {
    fn push(&mut self, message: String) {
        self.found.push(message);
    }

    /// The fields of an object; within `$or`, where no field may be called like a matcher.
    fn object(&mut self, path: &Path, fields: &[(String, Json)], in_or: bool) {
        if fields.is_empty() {
            let place = if path.0.is_empty() { "the pattern" } else { &format!("`{}`", path.0) };
            self.push(format!(
                "{place} has no field, which matches nothing; add one, as in `\"source\": [\"aws.ec2\"]`"
            ));
        }
        for (place, (name, value)) in fields.iter().enumerate() {
            let path = path.join(name);
            if fields[..place].iter().any(|(other, _)| other == name) {
                self.push(format!("`{}` is given twice; keep one, with all values in its list", path.0));
                continue;
            }
            match value {
                _ if name == OR => self.or(&path, value),
                _ if in_or && matcher::is_reserved(name) => {
                    self.push(format!(
                        "`{}` is the name of a matcher, and cannot be that of a field within `$or`",
                        path.0
                    ));
                }
                Json::Object(fields) => self.object(&path, fields, in_or),
                Json::Array(values) => self.values(&path, values),
                other => {
                    let list = format!("`[{}]`", other.shown());
                    self.push(format!("the values of `{}` stand in a list; write {list}", path.0));
                }
            }
        }
    }

    fn or(&mut self, path: &Path, value: &Json) {
        let Json::Array(choices) = value else {
            return self.push(format!("`{}` takes a list of patterns; write `[{{…}}, {{…}}]`", path.0));
        };
        if choices.len() < 2 {
            self.push(format!("`{}` needs two patterns or more to choose from", path.0));
        }
        // `$or` is no part of the way to a field
        let place = Path(path.0.trim_end_matches(OR).trim_end_matches('.').to_owned());
        for choice in choices {
            match choice {
                Json::Object(fields) => self.object(&place, fields, true),
                other => self.push(format!("`{}` takes patterns, and {} is none; write `{{…}}`", path.0, other.kind())),
            }
        }
    }

    fn values(&mut self, path: &Path, values: &[Json]) {
        if values.is_empty() {
            self.push(format!("`{}` has an empty list, which matches nothing; add a value", path.0));
        }
        for value in values {
            match value {
                Json::Object(matcher) => {
                    if let Err(message) = matcher::check(matcher) {
                        self.push(format!("`{}`: {message}", path.0));
                    }
                }
                Json::Array(_) => {
                    self.push(format!("`{}` has a list within its list; write its values side by side", path.0));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
