//! `GET /users/{id}`: a route as API Gateway spells it.

use crate::grammar::{list, nearest};

/// API Gateway's API reference, `CreateRoute` and `PutMethod`: the methods that a route can name.
const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];

const DEFAULT: &str = "$default";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// `$default`: whatever no other route takes.
    Default,
    Path {
        method: &'static str,
        path: String,
        variables: Vec<Variable>,
    },
    /// The route key of a WebSocket API.
    Key(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) name: String,
    /// `{name+}`: takes all segments that are left.
    greedy: bool,
}

impl Route {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text == DEFAULT {
            return Ok(Self::Default);
        }
        if text.trim() != text || text.contains("  ") {
            return Err("one space stands between method and path, and none elsewhere; write `GET /users`".to_owned());
        }
        let Some((method, path)) = text.split_once(' ') else {
            return Err(one_word(text));
        };
        let Some(method) = METHODS.into_iter().find(|known| *known == method) else {
            return Err(match nearest(method, &METHODS) {
                Some(meant) => format!("unknown method `{method}`; did you mean `{meant}`?"),
                None => format!("unknown method `{method}`; API Gateway has {}", list(&METHODS)),
            });
        };
        let variables = variables(path)?;
        Ok(Self::Path { method, path: path.to_owned(), variables })
    }

    /// API Gateway's Developer Guide, "Working with routes for WebSocket APIs": `$connect`, `$disconnect`, `$default`, and
    /// keys of one's own.
    pub(crate) fn key(text: &str) -> Result<Self, String> {
        const PREDEFINED: [&str; 3] = ["$connect", "$disconnect", DEFAULT];
        match text {
            DEFAULT => Ok(Self::Default),
            "" => Err(format!("a route key cannot be empty; write a key of yours, or {}", list(&PREDEFINED))),
            _ if text.contains([' ', '/']) => {
                Err(format!("a WebSocket API has route keys, not paths; write `sendMessage`, or {}", list(&PREDEFINED)))
            }
            _ if text.starts_with('$') && !PREDEFINED.contains(&text) => Err(match nearest(text, &PREDEFINED) {
                Some(meant) => format!("unknown route key `{text}`; did you mean `{meant}`?"),
                None => format!("unknown route key `{text}`; API Gateway has {}", list(&PREDEFINED)),
            }),
            _ => {
                match text.chars().find(|c| !(c.is_ascii_alphanumeric() || matches!(c, '$' | '_' | '-' | '.' | '~'))) {
                    Some(refused) => Err(format!(
                        "`{}` cannot stand in a route key here; use letters, digits, `_`, `-`, `.` and `~`",
                        refused.escape_debug()
                    )),
                    None => Ok(Self::Key(text.to_owned())),
                }
            }
        }
    }

    pub(crate) fn variables(&self) -> &[Variable] {
        match self {
            Self::Path { variables, .. } => variables,
            Self::Default | Self::Key(_) => &[],
        }
    }

    /// The path as axum spells it; `None` for what has no path of its own.
    pub(crate) fn axum_path(&self) -> Option<String> {
        match self {
            Self::Default => None,
            Self::Key(key) => Some(format!("/{key}")),
            Self::Path { path, variables, .. } => Some(match variables.last() {
                Some(Variable { name, greedy: true }) => path.replace(&format!("{{{name}+}}"), &format!("{{*{name}}}")),
                _ => path.clone(),
            }),
        }
    }

    /// The name of axum's function for the method.
    pub(crate) fn axum_method(&self) -> &'static str {
        match self {
            Self::Path { method: "GET", .. } => "get",
            Self::Path { method: "POST", .. } => "post",
            Self::Path { method: "PUT", .. } => "put",
            Self::Path { method: "PATCH", .. } => "patch",
            Self::Path { method: "DELETE", .. } => "delete",
            Self::Path { method: "HEAD", .. } => "head",
            Self::Path { method: "OPTIONS", .. } => "options",
            _ => "any",
        }
    }

    /// Whether there is a path that both take.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        let (Self::Path { path, .. }, Self::Path { path: other, .. }) = (self, other) else {
            return false;
        };
        let (mut segments, mut others) = (path.split('/'), other.split('/'));
        loop {
            match (segments.next(), others.next()) {
                (None, None) => return true,
                // no variable takes nothing
                (Some(""), Some(another)) if another.ends_with("+}") => return segments.next().is_some(),
                (Some(one), Some("")) if one.ends_with("+}") => return others.next().is_some(),
                (Some(one), Some(another)) if one.ends_with("+}") || another.ends_with("+}") => return true,
                (Some(one), Some(another)) if one == another => {}
                (Some(one), Some(another)) if one.is_empty() || another.is_empty() => return false,
                (Some(one), Some(another)) if one.starts_with('{') || another.starts_with('{') => {}
                _ => return false,
            }
        }
    }

    /// What is wrong with having both.
    pub(crate) fn conflict(&self, earlier: &Self) -> Option<String> {
        match (self, earlier) {
            (Self::Path { method, path, .. }, Self::Path { method: other_method, path: other, .. }) => {
                if let Some((one, all)) = one_beside_all(path, other) {
                    return Some(format!(
                        "axum does not tell `{one}` from `{all}`, which takes one segment too; keep `{all}`"
                    ));
                }
                if shape(path) != shape(other) {
                    return None;
                }
                match (path == other, method == other_method) {
                    (true, false) => None,
                    (true, true) => Some("this route is given twice; keep one".to_owned()),
                    (false, _) => {
                        Some(format!("`{path}` and `{other}` are one path; give its variables the same names"))
                    }
                }
            }
            _ => (self == earlier).then(|| "this route is given twice; keep one".to_owned()),
        }
    }
}

/// What stands where a method and a path should.
fn one_word(text: &str) -> String {
    if text.is_empty() {
        "a route cannot be empty; write `GET /users`".to_owned()
    } else if text.starts_with('/') {
        format!("`{text}` has no method; write `GET {text}`, or `ANY {text}`")
    } else if METHODS.contains(&text) {
        format!("`{text}` has no path; write `{text} /`")
    } else if text.starts_with('$') {
        format!("unknown route `{text}`; did you mean `{DEFAULT}`?")
    } else {
        format!("`{text}` is no route; write a method and a path, as in `GET /users`")
    }
}

fn variables(path: &str) -> Result<Vec<Variable>, String> {
    let Some(segments) = path.strip_prefix('/') else {
        return Err(format!("a path begins with `/`; write `/{path}`"));
    };
    if let Some(refused) = path
        .chars()
        .find(|c| !c.is_ascii_graphic() || matches!(c, '?' | '#' | '"' | '<' | '>' | '\\' | '^' | '`' | '|'))
    {
        let remedy = match refused {
            '?' => "a query is not part of a route, take it with `Query`",
            '<' | '>' => "a variable is written `{id}`",
            _ => "write it as clients send it, with `%` and its bytes",
        };
        return Err(format!("`{}` cannot stand in a path; {remedy}", refused.escape_debug()));
    }
    let mut variables: Vec<Variable> = Vec::new();
    for segment in segments.split('/') {
        if let Some(Variable { name, .. }) = variables.last().filter(|variable| variable.greedy) {
            return Err(format!("`{{{name}+}}` takes all that follows; put it last"));
        }
        if let Some(variable) = variable(segment)? {
            if variables.iter().any(|other| other.name == variable.name) {
                return Err(format!("the path has two variables `{}`; give each a name of its own", variable.name));
            }
            variables.push(variable);
        }
    }
    Ok(variables)
}

/// `{name}` or `{name+}`; `None` for a segment of text.
fn variable(segment: &str) -> Result<Option<Variable>, String> {
    if let Some(name) = segment.strip_prefix(':') {
        return Err(match is_name(name) {
            true => format!("a variable stands in braces; write `{{{name}}}`"),
            false => "no segment begins with `:`; a variable is written `{id}`".to_owned(),
        });
    }
    if segment.starts_with('*') {
        return Err("no segment begins with `*`; what takes all that follows is written `{proxy+}`".to_owned());
    }
    if !segment.contains(['{', '}']) {
        return Ok(None);
    }
    let within = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let Some(within) = within.filter(|within| !within.contains(['{', '}'])) else {
        return Err(format!("`{segment}` is not one variable; `{{name}}` fills the whole of a segment"));
    };
    let (name, greedy) = match within.strip_suffix('+') {
        Some(name) => (name, true),
        None => (within, false),
    };
    if let Some(name) = name.strip_prefix('*').filter(|name| is_name(name)) {
        return Err(format!("a variable that takes all that follows is written `{{{name}+}}`, as API Gateway does"));
    }
    match is_name(name) {
        true => Ok(Some(Variable { name: name.to_owned(), greedy })),
        false if name.is_empty() => Err("a variable has no name; write `{id}`".to_owned()),
        false => Err(format!("`{name}` is no name of a variable; it has letters, digits, `_`, `-`, `.` and `:`")),
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

/// `{name}` of one path where the other has `{name+}`, behind the same beginning.
fn one_beside_all<'a>(path: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    let (one, another) = path.split('/').zip(other.split('/')).find(|(one, another)| shape(one) != shape(another))?;
    let is_variable = |segment: &str| segment.starts_with('{');
    match (one.ends_with("+}"), another.ends_with("+}")) {
        (false, true) if is_variable(one) => Some((one, another)),
        (true, false) if is_variable(another) => Some((another, one)),
        _ => None,
    }
}

/// The path without the names of its variables.
fn shape(path: &str) -> String {
    let segment = |segment: &str| match (segment.starts_with('{'), segment.ends_with("+}")) {
        (true, true) => "{+}".to_owned(),
        (true, false) => "{}".to_owned(),
        _ => segment.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use lambda_fn::http::Router;
    use lambda_fn::http::routing::any;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn route(text: &str) -> Route {
        Route::parse(text).unwrap_or_else(|message| panic!("`{text}`: {message}"))
    }

    #[test]
    fn routes_that_are_right() {
        assert_eq!(Route::parse("$default"), Ok(Route::Default));
        let names =
            |text: &str| route(text).variables().iter().map(|variable| variable.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("GET /"), [""; 0]);
        assert_eq!(names("ANY /users/{id}/files/{proxy+}"), ["id", "proxy"]);
        assert_eq!(names("PATCH /a.b_c-d~e/{user-id}/"), ["user-id"]);
        assert_eq!(route("GET /files/{proxy+}").axum_path().as_deref(), Some("/files/{*proxy}"));
        assert_eq!(Route::key("$connect").map(|route| route.axum_path()), Ok(Some("/$connect".to_owned())));
        assert_eq!(Route::key("sendMessage"), Ok(Route::Key("sendMessage".to_owned())));
    }

    #[test]
    fn what_is_said_of_the_others() {
        for (text, said) in [
            ("GET /größe", "`ö` cannot stand in a path; write it as clients send it, with `%` and its bytes"),
            ("GET /<id>", "`<` cannot stand in a path; a variable is written `{id}`"),
            ("GET /*", "no segment begins with `*`; what takes all that follows is written `{proxy+}`"),
            ("GET /:", "no segment begins with `:`; a variable is written `{id}`"),
            ("GET /{a}{b}", "`{a}{b}` is not one variable; `{name}` fills the whole of a segment"),
            ("users", "`users` is no route; write a method and a path, as in `GET /users`"),
        ] {
            assert_eq!(Route::parse(text).err().as_deref(), Some(said), "{text}");
        }
        assert_eq!(
            Route::key("send:message").err().as_deref(),
            Some("`:` cannot stand in a route key here; use letters, digits, `_`, `-`, `.` and `~`")
        );
    }

    #[test]
    fn conflicts() {
        let conflict = |one: &str, other: &str| route(one).conflict(&route(other)).is_some();
        assert!(conflict("GET /a", "GET /a") && conflict("$default", "$default"));
        assert!(conflict("GET /{a}", "GET /{b}") && conflict("GET /{a}", "PUT /{b}"));
        assert!(conflict("GET /a/{b}", "GET /a/{c+}") && conflict("GET /{c+}", "GET /{b}/c"));
        assert!(!conflict("GET /{a}/{b+}", "GET /c/{b}"));
        assert!(!conflict("GET /a", "PUT /a") && !conflict("GET /{a}", "PUT /{a}") && !conflict("GET /{a}", "GET /a"));
    }

    #[test]
    fn overlaps() {
        let overlap = |one: &str, other: &str| {
            let both = [route(one).overlaps(&route(other)), route(other).overlaps(&route(one))];
            assert_eq!(both[0], both[1], "{one} {other}");
            both[0]
        };
        assert!(
            overlap("GET /a", "ANY /{proxy+}") && overlap("GET /a/{b}", "PUT /{a}/b") && overlap("GET /a", "PUT /a")
        );
        assert!(overlap("GET /a/b/c", "ANY /a/{proxy+}") && overlap("GET /{a+}", "PUT /b/{c+}"));
        assert!(!overlap("GET /a", "PUT /b") && !overlap("GET /a", "PUT /a/{b}") && !overlap("GET /a", "$default"));
        assert!(!overlap("GET /", "ANY /{proxy+}") && !overlap("GET /a/", "PUT /a/{b}"));
        assert!(!overlap("GET /a", "ANY /a/{proxy+}") && !overlap("GET /a/b", "ANY /c/{proxy+}"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

        #[test]
        fn any_text_is_answered(text in ".{0,30}", rest in "[/a-z{}+:*$ ]{0,20}") {
            for text in [&text, &rest, &format!("GET /{rest}"), &format!("GET {text}")] {
                let _ = (Route::parse(text), Route::key(text));
            }
        }

        /// axum panics over routes that do not go together.
        #[test]
        fn axum_takes_whatever_is_right(
            paths in prop::collection::vec(
                prop::collection::vec(select(&["a", "b", "{x}", "{y}", "{x+}", "{y+}", "", "a%20b", "$", "~"][..]), 0..4),
                1..6,
            ),
            noise in "[/a-z{}+:*$~]{0,12}",
        ) {
            let texts = paths.iter().map(|segments| format!("/{}", segments.join("/"))).chain([format!("/{noise}")]);
            let methods = ["GET", "PUT", "ANY"].into_iter().cycle();
            let mut routes: Vec<Route> = Vec::new();
            for (method, path) in methods.zip(texts) {
                let Ok(route) = Route::parse(&format!("{method} {path}")) else { continue };
                if routes.iter().all(|earlier| route.conflict(earlier).is_none()) {
                    routes.push(route);
                }
            }
            let mut router = Router::<()>::new();
            let mut paths: Vec<_> = routes.iter().filter_map(Route::axum_path).collect();
            paths.sort();
            paths.dedup();
            for path in paths {
                router = router.route(&path, any(|| async {}));
            }
            prop_assert!(router.has_routes() || routes.is_empty());
        }
    }
}
