//! Blocks of HCL, aligned as `terraform fmt` aligns them.

use std::fmt::{self, Write};

pub(super) struct Block {
    head: String,
    arguments: Vec<(String, String)>,
    blocks: Vec<Block>,
    notes: Vec<String>,
}

impl Block {
    pub(super) fn new(kind: &str, labels: &[&str]) -> Self {
        let words: Vec<_> = std::iter::once(kind.to_owned()).chain(labels.iter().map(|label| quoted(label))).collect();
        Self { head: words.join(" "), arguments: Vec::new(), blocks: Vec::new(), notes: Vec::new() }
    }

    /// What stands in braces as a value.
    pub(super) fn map() -> Self {
        Self::new("", &[])
    }

    pub(super) fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.arguments.push((name.to_owned(), value.into()));
        self
    }

    pub(super) fn set_if(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.set(name, value.to_string()),
            None => self,
        }
    }

    pub(super) fn block(mut self, block: Self) -> Self {
        self.add(block);
        self
    }

    pub(super) fn add(&mut self, block: Self) {
        self.blocks.push(block);
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// With its braces alone, where it stands in `depth` others.
    pub(super) fn inner(&self, depth: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, depth);
        text.trim_start().trim_end().to_owned()
    }

    fn write(&self, text: &mut String, depth: usize) {
        let margin = "  ".repeat(depth);
        for note in &self.notes {
            let _ = writeln!(text, "{margin}# {note}");
        }
        let space = if self.head.is_empty() { "" } else { " " };
        let _ = writeln!(text, "{margin}{}{space}{{", self.head);
        let mut rest = &self.arguments[..];
        while !rest.is_empty() {
            // arguments are aligned up to one whose value has several lines
            let length = rest.iter().position(|(_, value)| value.contains('\n')).map_or(rest.len(), |at| at.max(1));
            let (group, after) = rest.split_at(length);
            let width = group.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
            for (name, value) in group {
                let _ = writeln!(text, "{margin}  {name:width$} = {value}");
            }
            rest = after;
        }
        for (number, block) in self.blocks.iter().enumerate() {
            if number > 0 || !self.arguments.is_empty() {
                text.push('\n');
            }
            block.write(text, depth + 1);
        }
        let _ = writeln!(text, "{margin}}}");
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text, 0);
        f.write_str(&text)
    }
}

/// A string of HCL: `${` and `%{` are no templates in it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '$' | '%' if letters.peek() == Some(&'{') => quoted.extend([letter, letter]),
            letter if letter.is_control() => drop(write!(quoted, "\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<_> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

/// Something that is named elsewhere.
pub(super) fn reference(to: &str) -> String {
    to.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_in_strings_are_none() {
        assert_eq!(quoted("a \"b\" \\ ${c} %{d} $e\n\u{1}"), r#""a \"b\" \\ $${c} %%{d} $e\n\u0001""#);
    }

    #[test]
    fn arguments_are_aligned() {
        let block = Block::new("resource", &["a", "b"])
            .set("x", "1")
            .set("long", "2")
            .block(Block::new("c", &[]).set("d", "3"));
        assert_eq!(block.to_string(), "resource \"a\" \"b\" {\n  x    = 1\n  long = 2\n\n  c {\n    d = 3\n  }\n}\n");
    }
}
