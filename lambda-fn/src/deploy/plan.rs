//! What has to change in a file so that it says what the code says.

use super::change::{Change, Edit, Path, Step};
use super::document::{Kind, Tree};
use super::node::{Claim, Entry, Node};
use super::package::is_same_folder;
use super::policies;
use super::template::was_written_by_code;
use super::value::{Call, is, is_dynamic};

/// What has to change, and what stays although the code says something else.
pub(crate) struct Plan {
    pub(crate) changes: Vec<Change>,
    pub(crate) kept: Vec<Kept>,
}

/// A value that a person has from a function of `CloudFormation`: what it will be is not known here.
pub(crate) struct Kept {
    pub(crate) path: Path,
    /// What the code says.
    pub(crate) value: Node,
}

/// The changes that bring the code's entries into the map at the top of a file.
pub(crate) fn plan(entries: &[Entry], root: &Tree) -> Result<Plan, String> {
    let mut planner = Planner { plan: Plan { changes: Vec::new(), kept: Vec::new() }, root };
    planner.map(entries, root, &Path::default())?;
    Ok(planner.plan)
}

struct Planner<'a> {
    plan: Plan,
    root: &'a Tree,
}

impl Planner<'_> {
    fn map(&mut self, entries: &[Entry], tree: &Tree, path: &Path) -> Result<(), String> {
        let is_made_elsewhere = Call::name_in(tree).is_some() || matches!(tree.kind, Kind::Alias(_));
        if is_made_elsewhere && entries.iter().all(is_a_person_s_once_written) {
            return Ok(());
        }
        if let Some(function) = Call::name_in(tree) {
            return Err(format!("{} is made by `{function}`; write it out", named(path)));
        }
        let Kind::Map { pairs, is_flow } = &tree.kind else {
            return Err(match &tree.kind {
                Kind::Alias(_) => {
                    format!("`{path}` is an alias; write it out, so that a change of it changes nothing else")
                }
                _ => format!("{} is not a map; correct it by hand", named(path)),
            });
        };
        if tree.get("<<").is_some() {
            return Err(format!("{} takes keys from elsewhere by `<<`; write them out", named(path)));
        }
        let before = self.plan.changes.len();
        let mut after = None;
        for entry in entries {
            match pairs.iter().position(|(key, _)| key.text() == Some(&entry.key)) {
                Some(position) => {
                    self.value(entry, &pairs[position].1, &path.key(&entry.key))?;
                    after = Some(position);
                }
                None => {
                    // what a template begins with comes first
                    let is_head = path.0.is_empty() && !is_flow && !matches!(entry.value, Node::Map(_));
                    let after = after.or(pairs.len().checked_sub(1).filter(|_| !is_head));
                    let edit = Edit::Insert { after, entry: entry.clone() };
                    self.plan.changes.push(Change { path: path.clone(), edit });
                }
            }
        }
        self.anchored(tree, path, before)
    }

    fn value(&mut self, entry: &Entry, tree: &Tree, path: &Path) -> Result<(), String> {
        if matches!(entry.claim, Claim::Initial | Claim::Once) || is(tree, &entry.value) {
            return Ok(());
        }
        match (entry.claim, &entry.value) {
            (Claim::AtLeast, Node::Literal(least)) if is_at_least(tree, least) => Ok(()),
            (Claim::Folder, Node::Text(folder)) if tree.text().is_some_and(|there| is_same_folder(there, folder)) => {
                Ok(())
            }
            (Claim::Holds | Claim::Policies, value) => self.holds(value, tree, path, entry.claim),
            (Claim::Exact, Node::Map(entries)) if !tree.is_empty() => self.map(entries, tree, path),
            (_, value) => self.set(value, tree, path),
        }
    }

    fn holds(&mut self, value: &Node, tree: &Tree, path: &Path, claim: Claim) -> Result<(), String> {
        let one = std::slice::from_ref(value);
        let wanted = match value {
            Node::List(items) => items,
            _ => one,
        };
        if tree.is_empty() {
            return self.set(value, tree, path);
        }
        if is_a_person_s_function(tree, path) {
            self.keep(value, path);
            return Ok(());
        }
        let Kind::List { items, .. } = &tree.kind else {
            return Err(format!("`{path}` is not a list; make it one, with what it has as its first item"));
        };
        let before = self.plan.changes.len();
        let missing = match claim {
            Claim::Policies => policies::missing(wanted, items, path, self.root),
            _ => wanted.iter().filter(|item| !items.iter().any(|tree| is(tree, item))).collect(),
        };
        for item in missing {
            self.plan.changes.push(Change { path: path.clone(), edit: Edit::Append(item.clone()) });
        }
        if self.plan.changes.len() > before && tree.tag.is_some() {
            return Err(format!("`{path}` is made by a function; write it out"));
        }
        self.anchored(tree, path, before)
    }

    fn set(&mut self, value: &Node, tree: &Tree, path: &Path) -> Result<(), String> {
        if is(tree, value) {
            return Ok(());
        }
        if tree.has_anchor() {
            return Err(format!("`{path}` has an anchor; write it out, so that a change of it changes nothing else"));
        }
        // one that the attribute has itself is a text like any other
        let is_of_the_attribute =
            matches!(value, Node::Text(ours) if is_dynamic(ours)) && tree.text().is_some_and(is_dynamic);
        if is_a_person_s_function(tree, path) && !is_of_the_attribute {
            self.keep(value, path);
            return Ok(());
        }
        // piece by piece, so that comments between them stay, and what a person has from elsewhere
        match (value, &tree.kind) {
            (Node::List(items), Kind::List { items: trees, .. }) if has_shape(tree, value) => {
                for (number, (item, tree)) in items.iter().zip(trees).enumerate() {
                    self.set(item, tree, &path.item(number))?;
                }
            }
            (Node::Map(entries), Kind::Map { .. }) if has_shape(tree, value) => {
                for (entry, tree) in entries.iter().filter_map(|entry| Some((entry, tree.get(&entry.key)?))) {
                    self.set(&entry.value, tree, &path.key(&entry.key))?;
                }
            }
            _ if has_a_person_s_function(tree, path) && !is_of_the_attribute => self.keep(value, path),
            _ => self.plan.changes.push(Change { path: path.clone(), edit: Edit::Set(value.clone()) }),
        }
        Ok(())
    }

    fn keep(&mut self, value: &Node, path: &Path) {
        self.plan.kept.push(Kept { path: path.clone(), value: value.clone() });
    }

    /// A change within an anchor is one of every alias.
    fn anchored(&self, tree: &Tree, path: &Path, before: usize) -> Result<(), String> {
        match tree.is_anchored && self.plan.changes.len() > before {
            true => {
                Err(format!("{} has an anchor; write it out, so that a change of it changes nothing else", named(path)))
            }
            false => Ok(()),
        }
    }
}

/// Whether an entry has nothing that the code says again.
fn is_a_person_s_once_written(entry: &Entry) -> bool {
    match (entry.claim, &entry.value) {
        (Claim::Initial | Claim::Once, _) => true,
        (Claim::Exact, Node::Map(entries)) => entries.iter().all(is_a_person_s_once_written),
        _ => false,
    }
}

/// Whether a resource has a value from a function that the code never wrote there: a parameter, another resource, a name
/// with the stack's in it.
fn is_a_person_s_function(tree: &Tree, path: &Path) -> bool {
    Call::name_in(tree).is_some() && has_a_person_s_function(tree, path)
}

/// Whether there is one in it.
fn has_a_person_s_function(tree: &Tree, path: &Path) -> bool {
    let is_of_a_resource = matches!(path.0.first(), Some(Step::Key(section)) if section == "Resources");
    is_of_a_resource && has_a_function(tree) && !was_written_by_code(tree, path)
}

/// Whether a value of a file differs from the code's in its texts and numbers alone, or in the functions in their places.
fn has_shape(tree: &Tree, node: &Node) -> bool {
    let is_function = Call::name_in(tree).is_some();
    match (node, &tree.kind) {
        _ if is_function => true,
        (Node::List(items), Kind::List { items: trees, .. }) => {
            items.len() == trees.len() && items.iter().zip(trees).all(|(item, tree)| has_shape(tree, item))
        }
        (Node::Map(entries), Kind::Map { pairs, .. }) => {
            let has_shape = |entry: &Entry| tree.get(&entry.key).is_some_and(|tree| has_shape(tree, &entry.value));
            entries.len() == pairs.len() && entries.iter().all(has_shape)
        }
        (Node::Text(_) | Node::Literal(_) | Node::Call(..), Kind::Scalar { .. }) => !tree.is_empty(),
        _ => false,
    }
}

fn has_a_function(tree: &Tree) -> bool {
    Call::name_in(tree).is_some()
        || tree.items().iter().any(has_a_function)
        || tree.pairs().iter().any(|(_, value)| has_a_function(value))
}

fn is_at_least(tree: &Tree, least: &str) -> bool {
    let number = |text: &str| text.parse::<u64>().ok();
    tree.text().and_then(number).zip(number(least)).is_some_and(|(there, least)| there >= least)
}

fn named(path: &Path) -> String {
    match path.0.is_empty() {
        true => "the top of the file".to_owned(),
        false => format!("`{path}`"),
    }
}
