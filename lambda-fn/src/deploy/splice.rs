//! Changes of a tree as changes of its text: all that is between them stays byte for byte.

use std::collections::BTreeSet;
use std::ops::Range;

use super::change::{Change, Edit, Path, Step};
use super::document::{Document, Kind, Tree};
use super::node::{Entry, Node};
use super::yaml;

/// The text after the changes.
pub(crate) fn splice(document: &Document, changes: &[Change]) -> Result<String, String> {
    let Some(root) = &document.root else { return Err("there is nothing to change".to_owned()) };
    let splicer = Splicer { text: &document.text, root };
    let mut pieces: Vec<Piece> = Vec::new();
    let removed: BTreeSet<Path> =
        changes.iter().filter(|change| change.edit == Edit::Remove).map(|change| change.path.clone()).collect();
    for path in &removed {
        pieces.extend(splicer.remove(path, &removed)?);
    }
    // what ends at the same place: the innermost first
    let mut inner_first: Vec<_> = changes.iter().collect();
    inner_first.sort_by_key(|change| std::cmp::Reverse(change.path.0.len()));
    for change in inner_first {
        let piece = match &change.edit {
            Edit::Set(node) => splicer.set(&change.path, node)?,
            Edit::Insert { after, entry } => splicer.insert(&change.path, *after, entry)?,
            Edit::Append(item) => splicer.append(&change.path, item)?,
            Edit::Remove => continue,
        };
        let is_second =
            is_empty_flow(splicer.find(&change.path)?) && pieces.iter().any(|other| other.place == piece.place);
        let comma = if is_second { ", " } else { "" };
        pieces.push(Piece { text: format!("{comma}{}", piece.text), ..piece });
    }
    apply(&document.text, pieces)
}

struct Piece {
    place: Range<usize>,
    text: String,
}

fn apply(text: &str, mut pieces: Vec<Piece>) -> Result<String, String> {
    pieces.sort_by_key(|piece| (piece.place.start, piece.place.end));
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut spliced = String::with_capacity(text.len());
    let mut end = 0;
    for piece in pieces {
        // two removals may share the empty line between them
        let start = if piece.text.is_empty() { piece.place.start.max(end) } else { piece.place.start };
        let between = text.get(end..start).ok_or("two changes are at the same place; make one by hand")?;
        spliced.push_str(between);
        spliced.push_str(&piece.text.replace('\n', newline));
        end = piece.place.end.max(end);
    }
    spliced.push_str(text.get(end..).unwrap_or_default());
    Ok(spliced)
}

struct Splicer<'a> {
    text: &'a str,
    root: &'a Tree,
}

impl<'a> Splicer<'a> {
    fn find(&self, path: &Path) -> Result<&'a Tree, String> {
        path.find(self.root).ok_or_else(|| format!("`{path}` is not found"))
    }

    fn set(&self, path: &Path, node: &Node) -> Result<Piece, String> {
        let old = self.find(path)?;
        let place = old.place.clone();
        let Some((parent, step)) = path.parent() else { return Err("the whole file is no template".to_owned()) };
        let parent = self.find(&parent)?;
        if self.is_within_flow(path) {
            let space = if old.is_empty() { " " } else { "" };
            return Ok(Piece { place, text: format!("{space}{}", yaml::flow(node)) });
        }
        let Step::Key(key) = step else {
            return Ok(Piece { place, text: yaml::on_one_line(node) });
        };
        let Some((key, _)) = parent.pairs().iter().find(|(name, _)| name.text() == Some(key)) else {
            return Err(format!("`{path}` is not found"));
        };
        let indent = self.column(key.place.start);
        let rendered = yaml::entry(&Entry::new("K", node.clone()), indent);
        let rendered = rendered.trim_start().strip_prefix("K:").unwrap_or_default().trim_end_matches('\n');
        if let Some(lines) = rendered.strip_prefix('\n') {
            return Ok(self.set_lines(key, old, lines, indent));
        }
        // from the colon on
        let between = &self.text[key.place.end..place.start];
        let is_below = between.contains('\n') && !between.contains('#');
        Ok(match old.is_empty() {
            true => Piece { place, text: rendered.to_owned() },
            false if is_below => {
                Piece { place: key.place.end + between.trim_end().len()..place.end, text: rendered.to_owned() }
            }
            false => Piece { place, text: rendered.trim_start().to_owned() },
        })
    }

    /// A value that has lines of its own, below its key.
    fn set_lines(&self, key: &Tree, old: &Tree, lines: &str, indent: usize) -> Piece {
        if old.is_empty() {
            let end = self.line_end(old.place.end);
            return Piece { place: end..end, text: format!("\n{lines}") };
        }
        let between = &self.text[key.place.end..old.place.start];
        match between.contains('\n') {
            // its first line has the margin already
            true => {
                let column = self.column(old.place.start);
                let lines: Vec<_> = lines
                    .lines()
                    .map(|line| format!("{}{}", " ".repeat(column), line.get(indent + 2..).unwrap_or_default()))
                    .collect();
                Piece { place: old.place.clone(), text: lines.join("\n").trim_start().to_owned() }
            }
            false => {
                Piece { place: key.place.end + between.trim_end().len()..old.place.end, text: format!("\n{lines}") }
            }
        }
    }

    fn insert(&self, path: &Path, after: Option<usize>, entry: &Entry) -> Result<Piece, String> {
        let map = self.find(path)?;
        let pairs = map.pairs();
        if is_flow(map) {
            let text = yaml::flow_entry(entry);
            return Ok(match after.and_then(|after| pairs.get(after)) {
                Some((key, value)) => at(end(key, value), format!(", {text}")),
                None => at(self.behind_the_bracket(map), text),
            });
        }
        let Some((key, value)) = after.and_then(|after| pairs.get(after)) else {
            let first = pairs.first().ok_or_else(|| format!("`{path}` has no entry to put another one before"))?;
            return Ok(at(self.line_start(first.0.place.start), yaml::entry(entry, 0)));
        };
        let indent = pairs.first().map_or(0, |(key, _)| self.column(key.place.start));
        let mut lines = yaml::entry(entry, indent);
        if is_spaced(path, entry) {
            lines.insert(0, '\n');
        }
        Ok(self.lines_behind(end(key, value), indent, &lines))
    }

    fn append(&self, path: &Path, item: &Node) -> Result<Piece, String> {
        let list = self.find(path)?;
        let Some(behind) = list.items().last() else {
            return Ok(at(self.behind_the_bracket(list), yaml::flow(item)));
        };
        if is_flow(list) {
            return Ok(at(behind.place.end, format!(", {}", yaml::flow(item))));
        }
        let indent = self.column(self.dash(behind).ok_or_else(|| format!("`{path}` has an item without a dash"))?);
        Ok(self.lines_behind(behind.place.end, indent, &yaml::item(item, indent)))
    }

    /// Of an item that begins on the line of its dash.
    fn dash(&self, item: &Tree) -> Option<usize> {
        let line = self.line_start(item.place.start);
        self.text[line..item.place.start].rfind('-').map(|dash| line + dash)
    }

    /// Whole lines below the one that ends behind `end`, and below the comments of the block that these lines go into.
    fn lines_behind(&self, end: usize, indent: usize, lines: &str) -> Piece {
        let end = self.behind_comments(self.line_end(end), indent);
        at(end, format!("\n{}", lines.trim_end_matches('\n')))
    }

    /// Comments at the end of a block are as deep as it is; those that are no deeper than what comes next are that one's.
    fn behind_comments(&self, end: usize, indent: usize) -> usize {
        let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let is_comment = |line: &&str| line.trim_start_matches(' ').starts_with('#');
        let lines = self.text[self.next_line(end)..].split_inclusive('\n');
        let next = lines.clone().find(|line| !is_comment(line)).filter(|line| !line.trim().is_empty()).map(depth);
        let is_in_the_block =
            |line: &&str| is_comment(line) && depth(line) >= indent && next.is_none_or(|next| depth(line) > next);
        let length: usize = lines.take_while(is_in_the_block).map(str::len).sum();
        match length {
            0 => end,
            _ => self.line_end(self.text[..self.next_line(end) + length].trim_end().len()),
        }
    }

    fn remove(&self, path: &Path, removed: &BTreeSet<Path>) -> Result<Option<Piece>, String> {
        let Some((parent_path, step)) = path.parent() else { return Err("the whole file would go".to_owned()) };
        let parent = self.find(&parent_path)?;
        if is_flow(parent) {
            return self.remove_in_flow(&parent_path, parent, step, removed);
        }
        let (start, end) = match step {
            Step::Key(key) => {
                let pair = parent.pairs().iter().find(|(name, _)| name.text() == Some(key));
                let (key, value) = pair.ok_or_else(|| format!("`{path}` is not found"))?;
                (key.place.start, end(key, value))
            }
            Step::Item(number) => {
                let item = &parent.items()[*number];
                (self.dash(item).ok_or_else(|| format!("`{path}` is not on a line of its own"))?, item.place.end)
            }
        };
        let mut line = self.line_start(start);
        if !self.text[line..start].trim().is_empty() {
            return Err(format!("`{path}` does not begin its line; remove it by hand"));
        }
        let mut end = self.next_line(end);
        if is_section(&parent_path) {
            let above = self.line_start(line.saturating_sub(1))..line;
            let before = parent
                .pairs()
                .iter()
                .map_while(|(key, _)| key.text())
                .take_while(|key| step != &Step::Key((*key).to_owned()));
            let is_first = before.into_iter().all(|key| removed.contains(&parent_path.key(key)));
            // with the empty line that was between it and the next one
            if is_first && !self.text[above.clone()].trim_start().starts_with('#') {
                let below = self.next_line(end);
                end = if self.text[end..below].trim().is_empty() { below } else { end };
            } else if line > 0 && self.text[above.clone()].trim().is_empty() {
                line = above.start;
            }
        }
        Ok(Some(Piece { place: line..end, text: String::new() }))
    }

    /// All that goes from one pair of brackets, at the first of it.
    fn remove_in_flow(
        &self,
        path: &Path,
        parent: &Tree,
        step: &Step,
        removed: &BTreeSet<Path>,
    ) -> Result<Option<Piece>, String> {
        let entries: Vec<(Step, Range<usize>)> = match &parent.kind {
            Kind::List { items, .. } => {
                items.iter().enumerate().map(|(number, item)| (Step::Item(number), item.place.clone())).collect()
            }
            _ => parent
                .pairs()
                .iter()
                .map(|(key, value)| {
                    (Step::Key(key.text().unwrap_or_default().to_owned()), key.place.start..end(key, value))
                })
                .collect(),
        };
        let is_gone = |step: &Step| removed.contains(&path.clone().with(step));
        if entries.iter().map(|(step, _)| step).find(|step| is_gone(step)) != Some(step) {
            return Ok(None);
        }
        let mut between = entries.windows(2).map(|pair| &self.text[pair[0].1.end..pair[1].1.start]);
        if between.any(|between| between.contains('#')) {
            return Err(format!("`{path}` has comments between its brackets, which would go; remove it by hand"));
        }
        let kept: Vec<_> =
            entries.iter().filter(|(step, _)| !is_gone(step)).map(|(_, place)| &self.text[place.clone()]).collect();
        let place = entries.first().zip(entries.last()).map(|(first, last)| first.1.start..last.1.end);
        Ok(place.map(|place| Piece { place, text: kept.join(", ") }))
    }

    /// Whether some bracket is open around the place.
    fn is_within_flow(&self, path: &Path) -> bool {
        (0..path.0.len()).any(|length| Path(path.0[..length].to_vec()).find(self.root).is_some_and(is_flow))
    }

    fn behind_the_bracket(&self, tree: &Tree) -> usize {
        let bracket = self.text[tree.place.clone()].find(['[', '{']).unwrap_or_default();
        tree.place.start + bracket + 1
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Before the line feed, and before what belongs to it.
    fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        match self.text[at..end].ends_with('\r') {
            true => end - 1,
            false => end,
        }
    }

    fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    fn column(&self, at: usize) -> usize {
        self.text[self.line_start(at)..at].chars().count()
    }
}

fn at(place: usize, text: String) -> Piece {
    Piece { place: place..place, text }
}

/// Behind a value, or behind the colon where there is none.
fn end(key: &Tree, value: &Tree) -> usize {
    value.place.end.max(key.place.end)
}

fn is_flow(tree: &Tree) -> bool {
    match &tree.kind {
        Kind::List { is_flow, .. } | Kind::Map { is_flow, .. } => *is_flow,
        Kind::Scalar { .. } | Kind::Alias(_) => false,
    }
}

fn is_empty_flow(tree: &Tree) -> bool {
    is_flow(tree) && tree.items().is_empty() && tree.pairs().is_empty()
}

/// The sections, and what is in them, are apart from each other by an empty line.
fn is_spaced(path: &Path, entry: &Entry) -> bool {
    match path.0.is_empty() {
        true => matches!(entry.value, Node::Map(_)),
        false => is_section(path),
    }
}

fn is_section(path: &Path) -> bool {
    path.0.is_empty()
        || matches!(&path.0[..], [Step::Key(key)] if matches!(key.as_str(), "Resources" | "Outputs" | "Parameters"))
}
