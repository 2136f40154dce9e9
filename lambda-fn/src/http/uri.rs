//! Path and query of a request, as they would stand in its first line.

use std::borrow::Cow;
use std::fmt::Write as _;

use bytes::Bytes;
use http::Uri;
use http::uri::PathAndQuery;

use super::text::{Pairs, Text};

/// The path of an event, in each of the forms that it comes in.
pub(super) enum Path<'a> {
    /// As the client wrote it.
    Raw(Cow<'a, str>),
    /// Without the escapes of the client: a `%` in it is one that was escaped.
    Decoded(Cow<'a, str>),
}

/// The query of an event, in each of the forms that it comes in.
pub(super) enum Query<'a> {
    /// As the client wrote it.
    Raw(Option<Text<'a>>),
    /// Names and values as the client wrote them, still encoded.
    Encoded(Pairs<'a>),
    /// Names and values that were decoded.
    Decoded(Pairs<'a>),
}

/// `None` where it is longer than a URI can be.
pub(super) fn uri(path: &Path<'_>, query: Query<'_>) -> Option<Uri> {
    let (path, is_decoded) = match path {
        Path::Raw(path) => (path, false),
        Path::Decoded(path) => (path, true),
    };
    let mut text = String::with_capacity(path.len() + 64);
    if !path.starts_with('/') {
        text.push('/');
    }
    push(&mut text, path, |byte| byte != b'?' && !(is_decoded && byte == b'%') && stands_for_itself(byte));
    let before_query = text.len();
    text.push('?');
    match query {
        Query::Raw(raw) => {
            if let Some(raw) = raw {
                push(&mut text, raw.as_str(), stands_for_itself);
            }
        }
        Query::Encoded(pairs) => push_pairs(&mut text, &pairs, stands_for_itself),
        Query::Decoded(pairs) => push_pairs(&mut text, &pairs, |byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-' | b'.' | b'_')
        }),
    }
    if text.len() == before_query + 1 {
        text.truncate(before_query);
    }
    PathAndQuery::from_maybe_shared(Bytes::from(text)).ok().map(Uri::from)
}

fn push_pairs(text: &mut String, pairs: &Pairs, keep: fn(u8) -> bool) {
    for (number, (name, value)) in pairs.0.iter().enumerate() {
        if number > 0 {
            text.push('&');
        }
        push(text, name.as_str(), keep);
        text.push('=');
        push(text, value.as_str(), keep);
    }
}

/// Whether a byte can stand in a path and a query as it is. `%` can: what it begins was escaped by the client.
fn stands_for_itself(byte: u8) -> bool {
    matches!(byte, 0x21..=0x7e) && !matches!(byte, b'"' | b'#' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
}

/// Escapes the bytes that cannot be kept.
fn push(text: &mut String, piece: &str, keep: impl Fn(u8) -> bool) {
    if piece.bytes().all(&keep) {
        text.push_str(piece);
        return;
    }
    for byte in piece.bytes() {
        match keep(byte) {
            true => text.push(char::from(byte)),
            // a `String` takes whatever is written
            false => drop(write!(text, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn raw(path: &str, query: &str) -> String {
        let path = Path::Raw(Cow::Borrowed(path));
        uri(&path, Query::Raw(Some(Text(Cow::Borrowed(query))))).expect("it is short").to_string()
    }

    fn of_decoded(path: &str) -> String {
        uri(&Path::Decoded(Cow::Borrowed(path)), Query::Raw(None)).expect("it is short").to_string()
    }

    fn decoded(pairs: &[(&str, &str)]) -> String {
        let text = |text: &str| Text(Cow::Owned(text.to_owned()));
        let pairs = pairs.iter().map(|(name, value)| (text(name), text(value))).collect();
        uri(&Path::Raw(Cow::Borrowed("/")), Query::Decoded(Pairs(pairs))).expect("it is short").to_string()
    }

    #[test]
    fn what_the_client_wrote_is_kept() {
        assert_eq!(raw("/a/../b/%2e%2E/c", "x=1&y=%20+&z"), "/a/../b/%2e%2E/c?x=1&y=%20+&z");
        assert_eq!(raw("/%zz/%", "%=%2"), "/%zz/%?%=%2");
        assert_eq!(raw("", ""), "/");
        assert_eq!(raw("no/slash", "a?b"), "/no/slash?a?b");
        assert_eq!(raw("//host/path", ""), "//host/path");
    }

    #[test]
    fn what_no_uri_can_hold_is_escaped() {
        assert_eq!(raw("/a b?c#d\0ü", "e f#g"), "/a%20b%3Fc%23d%00%C3%BC?e%20f%23g");
    }

    #[test]
    fn a_decoded_path_is_encoded() {
        assert_eq!(of_decoded("/a b/%41/%zz/%"), "/a%20b/%2541/%25zz/%25");
        assert_eq!(of_decoded("/../%2e%2e%2f?#ü+&="), "/../%252e%252e%252f%3F%23%C3%BC+&=");
    }

    #[test]
    fn decoded_pairs_are_encoded() {
        assert_eq!(decoded(&[("a b", "c&d=e"), ("a b", "+"), ("", "%")]), "/?a%20b=c%26d%3De&a%20b=%2B&=%25");
    }

    #[test]
    fn a_uri_has_an_end() {
        assert!(uri(&Path::Raw("/a".repeat(40_000).into()), Query::Raw(None)).is_none());
    }

    proptest! {
        #[test]
        fn any_text_is_a_uri(path in ".{0,40}", query in ".{0,40}") {
            let text = |text: &str| Text(Cow::Owned(text.to_owned()));
            let pairs = || Pairs(vec![(text(&query), text(&path))]);
            for query in [Query::Raw(Some(text(&query))), Query::Encoded(pairs()), Query::Decoded(pairs())] {
                prop_assert!(uri(&Path::Raw(Cow::Borrowed(&path)), query).is_some());
            }
            prop_assert!(uri(&Path::Decoded(Cow::Borrowed(&path)), Query::Raw(None)).is_some());
        }
    }
}
