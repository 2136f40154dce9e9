//! A file with what the code owns brought up to date, and all else as it was.

use super::change::{Change, Path};
use super::document::{Document, Tree};
use super::node::Node;
use super::package::Package;
use super::plan::plan;
use super::rules;
use super::splice::splice;
use super::stale::{self, Stale, functions};
use super::template::Template;
use super::value::{Value, references};

pub(crate) struct Update {
    /// The whole file, as it is to be.
    pub(crate) text: String,
    /// How file and code differ, line by line.
    pub(crate) difference: Vec<String>,
    /// What is left over and stays, since nobody asked for it to go.
    pub(crate) left_over: Vec<Stale>,
}

/// What becomes of a file; a mistake where it cannot be understood in full.
pub(crate) fn update(text: &str, template: &Template, package: &Package, prune: bool) -> Result<Update, String> {
    let document = Document::parse(text)?;
    let Some(root) = &document.root else {
        return Ok(Update {
            text: new_text(text, template),
            difference: vec!["+ the whole template".to_owned()],
            left_over: Vec::new(),
        });
    };
    conflicts(template, package, root)?;
    let changes = plan(&template.root, root)?;
    let mut difference = super::difference::of_changes(&changes, root, &document.text);
    let updated = changed(&document, &changes)?;

    let root = updated.root.as_ref().ok_or("nothing would be left of it")?;
    let stale = stale::stale(template, package, root);
    difference.extend(stale.iter().map(super::difference::of_stale));
    let (document, left_over) = match prune {
        true => {
            let removals = stale::removals(&stale, root);
            let pruned = changed(&updated, &removals)?;
            dangling(&removals, &pruned)?;
            (pruned, Vec::new())
        }
        false => (updated, stale),
    };
    document.root.as_ref().map_or(Ok(()), |root| rules::check_file(template, root))?;
    let agrees =
        document.root.as_ref().is_some_and(|root| plan(&template.root, root).is_ok_and(|left| left.is_empty()));
    match agrees {
        true => Ok(Update { text: document.into_text(), difference, left_over }),
        false => Err("it cannot be changed without harm; change it by hand".to_owned()),
    }
}

/// After comments, where there are some.
fn new_text(text: &str, template: &Template) -> String {
    let comments = text.trim_end();
    match comments.trim_start_matches('\u{FEFF}').is_empty() {
        true => template.to_yaml(),
        false => format!("{comments}\n{}", template.to_yaml()),
    }
}

/// Makes the changes, and reads the result again: it has to mean what it meant, but for them.
fn changed(document: &Document, changes: &[Change]) -> Result<Document, String> {
    let text = splice(document, changes)?;
    let harm = |why: &str| format!("it cannot be changed without harm ({why}); change it by hand");
    let mut read = Document::parse(&text).map_err(|error| harm(&error))?;
    read.has_byte_order_mark = document.has_byte_order_mark;
    let expected = document.root.as_ref().map(|root| Value::after(root, &changes.iter().collect::<Vec<_>>(), 0));
    match expected == read.root.as_ref().map(Value::of_tree) {
        true => Ok(read),
        false => Err(harm("something else would mean something else")),
    }
}

/// Names that are taken by something else.
fn conflicts(template: &Template, package: &Package, root: &Tree) -> Result<(), String> {
    let Some(resources) = root.get("Resources") else { return Ok(()) };
    for entry in template.section("Resources") {
        let Some(there) = resources.get(&entry.key) else { continue };
        let kind = there.get("Type").and_then(Tree::text);
        let wanted = text_of(&entry.value, &["Type"]);
        if kind.is_some() && kind != wanted {
            let (id, kind, wanted) = (&entry.key, kind.unwrap_or_default(), wanted.unwrap_or_default());
            return Err(format!(
                "`{id}` is of the type `{kind}`, the code makes it `{wanted}`; rename the one that is there"
            ));
        }
    }
    if let Some(there) = resources.get(&template.resource) {
        if let Some(other) = functions(there).into_iter().find(|name| *name != template.function) {
            let (id, name) = (&template.resource, template.function);
            return Err(format!(
                "`{id}` is the function `{other}`, and `{name}` would have the same; rename one of them"
            ));
        }
        let folder = there.at(&["Properties", "CodeUri"]).and_then(Tree::text);
        let elsewhere = folder.filter(|folder| package.folder.as_deref().is_some_and(|ours| ours != *folder));
        if let Some(folder) = elsewhere.filter(|folder| !functions(there).is_empty() && package.is_package(folder)) {
            let name = template.function;
            return Err(format!("a function `{name}` is there already, from `{folder}`; names are unique in a file"));
        }
    }
    for (id, resource) in resources.pairs() {
        let name = resource.at(&["Properties", "FunctionName"]).and_then(Tree::text);
        if name == Some(template.function) && id.text() != Some(&template.resource) {
            let (name, id) = (template.function, id.text().unwrap_or_default());
            return Err(format!("a function `{name}` is there already, as `{id}`; names are unique in a file"));
        }
    }
    Ok(())
}

fn text_of<'a>(node: &'a Node, path: &[&str]) -> Option<&'a str> {
    match (node, path) {
        (Node::Text(text), []) => Some(text),
        (Node::Map(entries), [key, rest @ ..]) => {
            entries.iter().find(|entry| entry.key == *key).and_then(|entry| text_of(&entry.value, rest))
        }
        _ => None,
    }
}

/// What goes may still be referred to by what a person wrote.
fn dangling(removals: &[Change], document: &Document) -> Result<(), String> {
    let Some(root) = &document.root else { return Ok(()) };
    for name in removals.iter().filter_map(stale::resource) {
        let mut found = Vec::new();
        references(root, name, &Path::default(), &mut found);
        if let Some(path) = found.first() {
            return Err(format!("`{path}` refers to `{name}`, which would go; remove that first"));
        }
    }
    Ok(())
}
