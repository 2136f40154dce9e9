//! A change of a file, by the place in its tree.

use std::fmt;

use super::document::Tree;
use super::node::{Entry, Node};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) path: Path,
    pub(crate) edit: Edit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// The value is this one.
    Set(Node),
    /// The map that the path leads to has one more entry, behind the one of that number.
    Insert { after: Option<usize>, entry: Entry },
    /// The list that the path leads to has one more item.
    Append(Node),
    /// The entry or the item is gone.
    Remove,
}

impl Edit {
    /// Whether what is written refers to a parameter.
    pub(crate) fn refers_to(&self, parameter: &str) -> bool {
        match self {
            Self::Set(node) | Self::Append(node) => node.refers_to(parameter),
            Self::Insert { entry, .. } => entry.value.refers_to(parameter),
            Self::Remove => false,
        }
    }
}

/// The way to a value from the top of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Path(pub(crate) Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Step {
    Key(String),
    Item(usize),
}

impl Path {
    pub(crate) fn of(keys: &[&str]) -> Self {
        Self(keys.iter().map(|key| Step::Key((*key).to_owned())).collect())
    }

    pub(crate) fn key(&self, key: &str) -> Self {
        self.step(Step::Key(key.to_owned()))
    }

    pub(crate) fn item(&self, number: usize) -> Self {
        self.step(Step::Item(number))
    }

    fn step(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    pub(crate) fn with(mut self, step: &Step) -> Self {
        self.0.push(step.clone());
        self
    }

    pub(crate) fn parent(&self) -> Option<(Self, &Step)> {
        let (last, rest) = self.0.split_last()?;
        Some((Self(rest.to_vec()), last))
    }

    pub(crate) fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// What it leads to.
    pub(crate) fn find<'a>(&self, root: &'a Tree) -> Option<&'a Tree> {
        self.0.iter().try_fold(root, |tree, step| step.of(tree))
    }

    /// For people: an item of a list by its text, or by its key where it is a map of one, rather than by its number.
    pub(crate) fn named(&self, root: &Tree) -> String {
        let mut here = Some(root);
        let steps = self.0.iter().map(|step| {
            here = here.and_then(|tree| step.of(tree));
            let name = here.and_then(|tree| match tree.pairs() {
                [(key, _)] => key.text(),
                _ => tree.text(),
            });
            match (step, name) {
                (Step::Item(_), Some(name)) => format!("[{name}]"),
                (Step::Item(number), None) => format!("[{number}]"),
                (Step::Key(key), _) => format!(".{key}"),
            }
        });
        let name: String = steps.collect();
        name.strip_prefix('.').unwrap_or(&name).to_owned()
    }
}

impl Step {
    fn of<'a>(&self, tree: &'a Tree) -> Option<&'a Tree> {
        match self {
            Self::Key(key) => tree.get(key),
            Self::Item(number) => tree.items().get(*number),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if number == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(item) => write!(f, "[{item}]")?,
            }
        }
        Ok(())
    }
}
