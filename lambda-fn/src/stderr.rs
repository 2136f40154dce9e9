//! What people read on stderr.

use std::fmt::Display;
use std::io::{self, Write};

/// Writes one line. Where nobody can read it, that is no failure: `eprintln!` would panic.
pub(crate) fn say(line: impl Display) {
    let line = one_line(&line.to_string());
    let _ = writeln!(io::stderr(), "{line}");
}

/// Joins the lines of a text, of which a second one could be taken for one of the log.
pub(crate) fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined() {
        for (text, joined) in [
            ("one", "one"),
            ("", ""),
            ("one\ntwo", "one two"),
            ("one\r\ntwo\n", "one two"),
            ("one\rtwo", "one two"),
            ("one\n\ntwo", "one two"),
        ] {
            assert_eq!(one_line(text), joined);
        }
    }
}
