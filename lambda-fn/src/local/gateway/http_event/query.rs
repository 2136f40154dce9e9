//! Query strings, as `name=value` between ampersands.

use std::collections::BTreeMap;

/// Names and all their values, with their escapes.
pub(super) fn encoded(query: &str) -> BTreeMap<String, Vec<String>> {
    grouped(pairs(query).map(|(name, value)| (name.to_owned(), value.to_owned())))
}

/// Names and all their values, without their escapes.
pub(super) fn decoded(query: &str) -> BTreeMap<String, Vec<String>> {
    grouped(pairs(query).map(|(name, value)| (decode(name), decode(value))))
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn grouped(pairs: impl Iterator<Item = (String, String)>) -> BTreeMap<String, Vec<String>> {
    let mut grouped = BTreeMap::new();
    for (name, value) in pairs {
        grouped.entry(name).or_insert_with(Vec::new).push(value);
    }
    grouped
}

/// As forms have it: `+` is a space. What is no escape stays as it is; what is no UTF-8 becomes U+FFFD.
fn decode(text: &str) -> String {
    let mut rest = text.as_bytes();
    let mut decoded = Vec::with_capacity(rest.len());
    while let [first, behind @ ..] = rest {
        rest = behind;
        match (first, behind) {
            (b'+', _) => decoded.push(b' '),
            (b'%', [high, low, behind @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                decoded.push(digit(*high) << 4 | digit(*low));
                rest = behind;
            }
            (byte, _) => decoded.push(*byte),
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn digit(hexadecimal: u8) -> u8 {
    match hexadecimal {
        b'0'..=b'9' => hexadecimal - b'0',
        letter => (letter.to_ascii_lowercase() - b'a') + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, decoded, encoded};

    #[test]
    fn escapes_are_decoded_and_what_is_none_stays() {
        let cases = [
            ("a%20b+c", "a b c"),
            ("%C3%BC%c3%bc", "üü"),
            ("100%", "100%"),
            ("%2", "%2"),
            ("%zz%+1", "%zz% 1"),
            ("%25%32%30", "%20"),
            ("%ff", "\u{fffd}"),
            ("%00", "\0"),
        ];
        for (text, expected) in cases {
            assert_eq!(decode(text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_has_all_its_values_in_order() {
        let query = "a=1&b&a=2&&a=&c=x=y&%61=3";
        let values = decoded(query);
        assert_eq!(values["a"], ["1", "2", "", "3"]);
        assert_eq!(
            (values["b"].as_slice(), values["c"].as_slice()),
            ([String::new()].as_slice(), ["x=y".to_owned()].as_slice())
        );
        assert_eq!(encoded(query)["%61"], ["3"]);
        assert!(decoded("").is_empty() && encoded("&&").is_empty());
    }
}
