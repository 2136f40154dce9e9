//! A file of YAML with the place of everything in it, so that an edit touches nothing else.

use std::collections::HashSet;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, StructureStyle, Tag, options};

/// Deeper than any template, and shallow enough for the stack.
const MAX_DEPTH: usize = 100;

pub(crate) struct Document {
    /// Without the byte order mark.
    pub(crate) text: String,
    pub(crate) has_byte_order_mark: bool,
    /// `None` where there is nothing but comments.
    pub(crate) root: Option<Tree>,
}

#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) kind: Kind,
    /// The bytes of the value, its tag too. Nothing has the place behind the colon.
    pub(crate) place: Range<usize>,
    pub(crate) tag: Option<String>,
    pub(crate) is_anchored: bool,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Scalar { value: String, style: Style },
    List { items: Vec<Tree>, is_flow: bool },
    Map { pairs: Vec<(Tree, Tree)>, is_flow: bool },
    Alias(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    Quoted,
    /// `|` and `>`
    Block,
}

impl Document {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (text, has_byte_order_mark) = match text.strip_prefix('\u{FEFF}') {
            Some(text) => (text, true),
            None => (text, false),
        };
        if let Some(odd) = text.chars().find(|c| matches!(c, '\u{0}' | '\u{FEFF}')) {
            return Err(format!("the character U+{:04X} has no place in YAML", u32::from(odd)));
        }
        let options = options! { emit_comments: false };
        let mut reader = Reader { parser: Parser::new_from_str_with_options(text, options), text };
        let root = reader.stream()?;
        Ok(Self { text: text.to_owned(), has_byte_order_mark, root })
    }

    /// The text as it is in the file.
    pub(crate) fn into_text(self) -> String {
        match self.has_byte_order_mark {
            true => format!("\u{FEFF}{}", self.text),
            false => self.text,
        }
    }
}

impl Tree {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.pairs().iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value)
    }

    /// The value behind several keys.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |tree, key| tree.get(key))
    }

    pub(crate) fn pairs(&self) -> &[(Self, Self)] {
        match &self.kind {
            Kind::Map { pairs, .. } => pairs,
            _ => &[],
        }
    }

    pub(crate) fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List { items, .. } => items,
            _ => &[],
        }
    }

    /// A scalar without a tag.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { value, .. } if self.tag.is_none() => Some(value),
            _ => None,
        }
    }

    /// Nothing at all: the key alone stands there.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { value, style: Style::Plain } if value.is_empty())
            && self.tag.is_none()
            && !self.is_anchored
    }

    /// Whether an anchor is in it, which an alias elsewhere may mean.
    pub(crate) fn has_anchor(&self) -> bool {
        self.is_anchored
            || self.items().iter().any(Self::has_anchor)
            || self.pairs().iter().any(|(key, value)| key.has_anchor() || value.has_anchor())
    }
}

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn stream(&mut self) -> Result<Option<Tree>, String> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::DocumentStart(..) if root.is_some() => {
                    return Err("several documents are in it; a template is one".to_owned());
                }
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event => root = Some(self.node(event, span, 0)?),
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), String> {
        match self.parser.next_event() {
            Some(event) => event.map_err(|error| at_line(&error)),
            None => Err("it ends too early".to_owned()),
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Tree, String> {
        if depth > MAX_DEPTH {
            return Err(format!("line {} is nested more than {MAX_DEPTH} deep", span.start.line()));
        }
        let Range { start, end } = place(&span);
        Ok(match event {
            Event::Alias(id) => Tree { kind: Kind::Alias(id), place: start..end, tag: None, is_anchored: false },
            Event::Scalar(value, style, anchor, tag) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                let end = match style {
                    Style::Plain => end,
                    Style::Quoted => self.behind_the_quotes(self.behind_the_tag(start)),
                    Style::Block => self.text[..end].trim_end().len().max(start),
                };
                // the parser has a `~` for what is not there
                let value = if place(&span).is_empty() { String::new() } else { value.into_owned() };
                self.tree(Kind::Scalar { value, style }, start..end, tag.as_deref(), anchor)
            }
            Event::SequenceStart(style, anchor, tag) => {
                let is_flow = style == StructureStyle::Flow;
                let mut items: Vec<Tree> = Vec::new();
                let end = loop {
                    let (event, span) = self.next()?;
                    if event == Event::SequenceEnd {
                        break place(&span).end;
                    }
                    items.push(self.node(event, span, depth + 1)?);
                };
                let place = match (is_flow, items.last()) {
                    (false, Some(last)) => start..last.place.end.max(start),
                    _ => start..end,
                };
                self.tree(Kind::List { items, is_flow }, place, tag.as_deref(), anchor)
            }
            Event::MappingStart(style, anchor, tag) => {
                let is_flow = style == StructureStyle::Flow;
                let mut pairs: Vec<(Tree, Tree)> = Vec::new();
                let mut names = HashSet::new();
                let end = loop {
                    let (event, span) = self.next()?;
                    if event == Event::MappingEnd {
                        break place(&span).end;
                    }
                    let key = self.node(event, span, depth + 1)?;
                    let repeated = key.text().filter(|name| !names.insert((*name).to_owned()));
                    if let Some(name) = repeated {
                        let line = span.start.line();
                        return Err(format!("the key `{name}` is there twice, again in line {line}"));
                    }
                    let (event, span) = self.next()?;
                    let mut value = self.node(event, span, depth + 1)?;
                    self.correct(&mut value, key.place.end);
                    pairs.push((key, value));
                };
                let place = match (is_flow, pairs.first(), pairs.last()) {
                    (false, Some((first, _)), Some((_, last))) => first.place.start..last.place.end.max(start),
                    _ => start..end,
                };
                self.tree(Kind::Map { pairs, is_flow }, place, tag.as_deref(), anchor)
            }
            _ => return Err(format!("line {} cannot be read", span.start.line())),
        })
    }

    fn tree(&self, kind: Kind, place: Range<usize>, tag: Option<&Tag>, anchor: usize) -> Tree {
        let tag = tag.map(Tag::original);
        let before = self.text[..place.start].trim_end();
        let start = match &tag {
            Some(tag) if before.ends_with(tag) => before.len() - tag.len(),
            _ => place.start,
        };
        Tree { kind, place: start..place.end, tag, is_anchored: anchor != 0 }
    }

    /// The parser has no place for a value that is not there, and one without its head for a block of text or what has
    /// a tag.
    fn correct(&self, value: &mut Tree, key_end: usize) {
        let colon = self.behind_the_colon(key_end);
        let head = colon + self.text[colon..].len() - self.text[colon..].trim_start().len();
        if value.is_empty() {
            value.place = colon..colon;
        } else if self.text[head..].starts_with(['|', '>', '!']) {
            value.place.start = head.min(value.place.start);
        }
    }

    fn behind_the_quotes(&self, start: usize) -> usize {
        let text = &self.text[start..];
        let quote = text.chars().next().unwrap_or_default();
        let mut characters = text.char_indices().skip(1).peekable();
        while let Some((at, c)) = characters.next() {
            match c {
                '\\' if quote == '"' => drop(characters.next()),
                '\'' if quote == c && characters.peek().is_some_and(|(_, next)| *next == c) => drop(characters.next()),
                c if c == quote => return start + at + 1,
                _ => {}
            }
        }
        self.text.len()
    }

    /// Where that begins which comes after tags and anchors.
    fn behind_the_tag(&self, start: usize) -> usize {
        let mut rest = &self.text[start..];
        while rest.starts_with(['!', '&', '#']) {
            let end = match rest.starts_with('#') {
                true => rest.find('\n'),
                false => rest.find(char::is_whitespace),
            };
            rest = end.map_or("", |end| rest[end..].trim_start());
        }
        self.text.len() - rest.len()
    }

    fn behind_the_colon(&self, end: usize) -> usize {
        let rest = &self.text[end..];
        match rest.trim_start().starts_with(':') {
            true => end + rest.len() - rest.trim_start().len() + 1,
            false => end,
        }
    }
}

fn at_line(error: &ScanError) -> String {
    format!("line {}: {}", error.marker().line(), error.info())
}

/// In bytes.
fn place(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or_default()
}
