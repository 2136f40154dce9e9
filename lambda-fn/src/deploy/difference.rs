//! How a file and the code differ, for people: a small diff.

use super::change::{Change, Edit, Path};
use super::document::{Kind, Tree};
use super::node::{Entry, Node};
use super::plan::Kept;
use super::stale::Stale;
use super::yaml;

pub(crate) fn of_changes(changes: &[Change], root: &Tree, text: &str) -> Vec<String> {
    changes.iter().flat_map(|change| of_change(change, root, text)).collect()
}

fn of_change(change: &Change, root: &Tree, text: &str) -> Vec<String> {
    let path = &change.path;
    match &change.edit {
        Edit::Set(new) => {
            let old = path.find(root).map(|tree| &text[tree.place.clone()]).unwrap_or_default();
            let mut lines = vec![format!("- {path}: {}", in_one_line(old))];
            lines.extend(entry(&path.to_string(), new));
            lines
        }
        Edit::Insert { entry: new, .. } => match path.0.is_empty() {
            true => entry(&new.key, &new.value),
            false => entry(&format!("{path}.{}", new.key), &new.value),
        },
        Edit::Append(item) => entry(&format!("{path}[]"), item),
        Edit::Remove => vec![format!("- {path}")],
    }
}

pub(crate) fn of_stale(stale: &Stale) -> String {
    format!("- {}: {}", stale.name, stale.why)
}

/// All that goes with one removal, as it stands in the file: some of it may be a person's.
pub(crate) fn of_removal(path: &Path, root: &Tree, text: &str) -> Vec<String> {
    let Some(tree) = path.find(root) else { return Vec::new() };
    let margin = text[..tree.place.start].rsplit('\n').next().map_or(0, |line| line.chars().count());
    let mut lines = text[tree.place.clone()].lines();
    let first = lines.next().unwrap_or_default();
    let rest = lines.map(|line| {
        let (start, text) = line.split_at(line.len() - line.trim_start().len());
        format!("{}{text}", start.chars().skip(margin).collect::<String>())
    });
    match &tree.kind {
        Kind::Scalar { .. } | Kind::Alias(_) => vec![format!("- {path}: {}", in_one_line(&text[tree.place.clone()]))],
        _ => {
            let lines = std::iter::once(first.to_owned()).chain(rest);
            std::iter::once(format!("- {path}:")).chain(lines.map(|line| format!("-   {line}"))).collect()
        }
    }
}

pub(crate) fn of_kept(kept: &Kept, root: &Tree, text: &str) -> String {
    let there = kept.path.find(root).map(|tree| in_one_line(&text[tree.place.clone()])).unwrap_or_default();
    format!("`{}` stays `{there}`; the code says `{}`", kept.path, yaml::on_one_line(&kept.value))
}

fn entry(path: &str, value: &Node) -> Vec<String> {
    let text = yaml::entry(&Entry::new("K", value.clone()), 0);
    let text = text.strip_prefix("K:").unwrap_or(&text);
    format!("{path}:{text}").lines().map(|line| format!("+ {line}")).collect()
}

fn in_one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
