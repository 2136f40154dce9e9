//! Scalars of YAML: which strings need quotes, so that every parser, of YAML 1.1 and of 1.2, reads a string.

use std::fmt::Write;

/// What YAML 1.1 reads as a boolean or as nothing, in lower case.
const WORDS: [&str; 10] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"];

/// Whether a plain scalar would not be this string.
pub(crate) fn needs_quotes(text: &str) -> bool {
    text.is_empty()
        || WORDS.contains(&text.to_ascii_lowercase().as_str())
        || is_like_a_number(text)
        || text.starts_with(is_indicator)
        || text.starts_with("--")
        || text.ends_with(':')
        || text.starts_with(' ')
        || text.ends_with(' ')
        || text.contains(": ")
        || text.contains(" #")
        || text.chars().any(|c| !is_plain(c))
}

/// Whether it needs quotes between `[` and `]` or `{` and `}`.
pub(crate) fn needs_quotes_in_flow(text: &str) -> bool {
    needs_quotes(text) || text.contains([',', '[', ']', '{', '}', ':', '#'])
}

/// In double quotes, on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_plain(c) => quoted.push(c),
            c => {
                let _ = match u32::from(c) {
                    code @ ..=0xFF => write!(quoted, "\\x{code:02X}"),
                    code @ ..=0xFFFF => write!(quoted, "\\u{code:04X}"),
                    code => write!(quoted, "\\U{code:08X}"),
                };
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Numbers of every base, with `_`, in base 60, infinities and dates too.
fn is_like_a_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let lower = unsigned.to_ascii_lowercase();
    let first = unsigned.strip_prefix('.').unwrap_or(unsigned);
    let digits = first.starts_with(|c: char| c.is_ascii_digit());
    let numeric = |c: char| c.is_ascii_hexdigit() || "._-+:xXoObBtTzZ ".contains(c);
    (digits && unsigned.chars().all(numeric)) || matches!(lower.as_str(), ".inf" | ".nan" | "" | "<<" | "=")
}

fn is_indicator(c: char) -> bool {
    "-?:,[]{}#&*!|>'\"%@`=<".contains(c)
}

/// What YAML calls printable, but for what breaks a line and for the byte order mark.
fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_another_reader_takes_for_something_else_are_quoted() {
        let taken = [
            "",
            "yes",
            "No",
            "ON",
            "true",
            "~",
            "null",
            "12",
            "1e3",
            "0x1F",
            "1_000",
            "12:30",
            "2010-09-09",
            ".5",
            "-1",
            "+1",
            ".inf",
            "=",
            "<<",
            "- a",
            "a: b",
            "a #b",
            "a:",
            " a",
            "a ",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "a\nb",
            "{a",
            "[a",
            "'a",
            "\"a",
            "#a",
            "|",
            ">",
            "\u{feff}a",
            "\u{85}",
            "---",
        ];
        for text in taken {
            assert!(needs_quotes(text), "{text:?}");
        }
    }

    #[test]
    fn plain_words_are_not() {
        let plain =
            ["orders.fifo", "arn:aws:sqs:eu-central-1:123456789012:orders", "/aws/lambda/a", "../hello", ".", "a-b"];
        for text in plain {
            assert!(!needs_quotes(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_quoted_is_on_one_line() {
        assert_eq!(quoted("a\"\\\n\r\t\u{1}\u{85}\u{2028}ß😀"), r#""a\"\\\n\r\t\x01\x85\u2028ß😀""#);
    }
}
