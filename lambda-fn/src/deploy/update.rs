//! A file with what the code owns brought up to date, and all else as it was.

use super::change::{Change, Edit, Path, Step};
use super::conflicts::conflicts;
use super::document::{Document, Tree};
use super::node::{Claim, Entry, Node};
use super::package::{Package, is_same_folder};
use super::plan::{Plan, plan};
use super::rules;
use super::splice::splice;
use super::stale::{self, Stale};
use super::template::http::Url;
use super::template::{FUNCTIONS, MARKER, PHYSICAL_NAMES, Template, Times};
use super::value::{Call, Value, is, references};
use crate::function::Function;

pub(crate) struct Update {
    /// The whole file, as it is to be.
    pub(crate) text: String,
    /// How file and code differ, line by line.
    pub(crate) difference: Vec<String>,
    /// What is left over and stays, since nobody asked for it to go.
    pub(crate) left_over: Vec<Stale>,
    /// What went since somebody asked for it, line by line.
    pub(crate) removed: Vec<String>,
    /// What whoever writes the file should know.
    pub(crate) notes: Vec<String>,
}

/// What becomes of a file; a mistake where it cannot be understood in full.
pub(crate) fn update(
    text: &str,
    function: &'static Function,
    package: &Package,
    prune: bool,
) -> Result<Update, String> {
    if is_json(text) {
        return Err(JSON.to_owned());
    }
    let document = Document::parse(text)?;
    let of_the_code = || Times::of(function);
    let times = document.root.as_ref().map_or_else(of_the_code, |root| rules::times_in(function, root));
    let template = &Template::of(function, package, &times);
    let Some(root) = &document.root else {
        return Ok(Update {
            text: new_text(text, template),
            difference: vec!["+ the whole template".to_owned()],
            left_over: Vec::new(),
            removed: Vec::new(),
            notes: Vec::new(),
        });
    };
    let dead = stale::dead(template, package, root);
    conflicts(template, package, &dead, root)?;
    let mut notes: Vec<_> = stale::moved(template, package, root).into_iter().collect();
    let Plan { changes, kept } = wanted(template, root)?;
    notes.extend(kept.iter().map(|kept| super::difference::of_kept(kept, root, &document.text)));
    notes.extend(rules::unknown(function, &times));
    notes.extend(rules::text_bodies(template, root));
    taken_over(template, &changes, root)?;
    let obsolete = stale::of_another_type(template, root);
    let mut difference = super::difference::of_changes(&changes, root, &document.text);
    difference.extend(obsolete.iter().map(|path| format!("- {path}")));
    let updated = changed(&document, &changes)?;
    let removals: Vec<_> = obsolete.into_iter().map(|path| Change { path, edit: Edit::Remove }).collect();
    let updated = changed(&updated, &removals)?;

    let root = updated.root.as_ref().ok_or("nothing would be left of it")?;
    let stale = stale::stale(template, &dead, root);
    let unused = stale::unused(template, &stale, root);
    difference.extend(stale.iter().map(super::difference::of_stale));
    let stale: Vec<_> = stale.into_iter().chain(unused).collect();
    let mut removed = Vec::new();
    let (document, left_over) = match prune {
        true => {
            let removals = stale::removals(&stale, root);
            let paths = removals.iter().map(|removal| &removal.path).filter(|path| !stale::is_in_a_marker(path));
            removed.extend(paths.flat_map(|path| super::difference::of_removal(path, root, &updated.text)));
            let pruned = changed(&updated, &removals)?;
            dangling(&removals, &pruned)?;
            (pruned, Vec::new())
        }
        false => (updated, stale),
    };
    document.root.as_ref().map_or(Ok(()), |root| rules::check_file(function, template, root))?;
    let agrees =
        document.root.as_ref().is_some_and(|root| wanted(template, root).is_ok_and(|left| left.changes.is_empty()));
    match agrees {
        true => Ok(Update { text: document.into_text(), difference, left_over, removed, notes }),
        false => Err("it cannot be changed without harm; change it by hand".to_owned()),
    }
}

/// Why a file of JSON is left as it is.
pub(crate) const JSON: &str = "it is JSON; name a file of YAML";

/// It is YAML too, and would become what only YAML is.
fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    text.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
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

/// What has to change. A resource that is there without a marker is a person's: it gets none, so that it never goes.
fn wanted(template: &Template, root: &Tree) -> Result<Plan, String> {
    let mut entries = template.root.clone();
    for section in entries.iter_mut().filter(|section| section.key == "Resources") {
        let Node::Map(resources) = &mut section.value else { continue };
        for resource in resources {
            let there = root.at(&["Resources", &resource.key]).filter(|there| !there.is_empty());
            if let Some(there) = there.filter(|_| resource.key == template.resource) {
                without_what_is_said_elsewhere(&mut resource.value, there, root);
            }
            if is_a_person_s(&resource.key, root) {
                unmark(&mut resource.value);
                insist(&mut resource.value);
            } else if let Some(there) = there.filter(|_| resource.key == template.resource) {
                with_what_was_written(&mut resource.value, there);
            }
        }
    }
    for section in entries.iter_mut().filter(|section| section.key == "Outputs") {
        with_the_url_that_was_written(&mut section.value, template, root);
    }
    let mut plan = plan(&entries, root)?;
    without_unused_helpers(&mut plan, template, root);
    Ok(plan)
}

/// The output of a URL follows its kind as long as it is what the code writes.
fn with_the_url_that_was_written(outputs: &mut Node, template: &Template, root: &Tree) {
    let id = format!("{}Url", template.resource);
    let written = [
        ("Description", Url::ALL.map(|url| Node::text(url.description(template.function)))),
        ("Value", Url::ALL.map(|url| url.value(&template.resource))),
    ];
    for (key, written) in written {
        let there = root.at(&["Outputs", &id, key]);
        if let Some(entry) = outputs.entry_mut(&[&id, key])
            && there.is_some_and(|there| written.iter().any(|node| is(there, node)))
        {
            entry.claim = Claim::Exact;
        }
    }
}

/// What is there only to be referred to is not made where a person has something else in its place.
fn without_unused_helpers(plan: &mut Plan, template: &Template, root: &Tree) {
    for name in &template.helpers {
        let mut found = Vec::new();
        references(root, name, &Path::default(), &mut found);
        if !found.is_empty() || plan.changes.iter().any(|change| change.edit.refers_to(name)) {
            continue;
        }
        for change in &mut plan.changes {
            if let Edit::Insert { entry: Entry { key, value: Node::Map(entries), .. }, .. } = &mut change.edit
                && change.path.0.is_empty()
                && key == "Parameters"
            {
                entries.retain(|entry| entry.key != *name);
            }
        }
        plan.changes.retain(|change| match &change.edit {
            Edit::Insert { entry, .. } => match &change.path.0[..] {
                [] => entry.key != "Parameters" || entry.value != Node::Map(Vec::new()),
                [Step::Key(section)] => !matches!(section.as_str(), "Parameters" | "Resources") || entry.key != *name,
                _ => true,
            },
            _ => true,
        });
    }
}

fn is_a_person_s(resource: &str, root: &Tree) -> bool {
    let there = root.at(&["Resources", resource]).filter(|resource| !resource.is_empty());
    there.is_some_and(|resource| resource.at(&["Metadata", MARKER]).is_none())
}

fn unmark(resource: &mut Node) {
    let Node::Map(entries) = resource else { return };
    for entry in entries.iter_mut().filter(|entry| entry.key == "Metadata") {
        if let Node::Map(metadata) = &mut entry.value {
            metadata.retain(|entry| entry.key != MARKER);
        }
    }
    entries.retain(|Entry { key, value, .. }| key != "Metadata" || *value != Node::Map(Vec::new()));
}

/// A function that a person made is taken for the code's only where it runs what the code is built to.
fn insist(resource: &mut Node) {
    let Node::Map(entries) = resource else { return };
    for entry in entries {
        match entry.claim {
            Claim::Once => entry.claim = Claim::Exact,
            _ => insist(&mut entry.value),
        }
    }
}

/// Where the package is follows it as long as it is what the code wrote, and a default comes in the place of what the code
/// named before.
fn with_what_was_written(resource: &mut Node, there: &Tree) {
    let uri = there.at(&["Properties", "CodeUri"]);
    let was_written =
        |uri: &Tree| uri.text().zip(stale::from(there, 0)).is_some_and(|(uri, from)| is_same_folder(uri, from));
    if !uri.is_none_or(was_written)
        && let Some(uri) = resource.entry_mut(&["Properties", "CodeUri"])
    {
        uri.claim = Claim::Initial;
    }
    let binary = ["Metadata", "BuildProperties", "Binary"];
    if there.at(&binary).and_then(Tree::text).is_some_and(|binary| stale::from(there, 1) == Some(binary))
        && let Some(binary) = resource.entry_mut(&binary)
    {
        binary.claim = Claim::Exact;
    }
    for owned in stale::owned(there) {
        if let ["Events", event, setting] = owned.split('.').collect::<Vec<_>>()[..]
            && let Some(setting) = resource.entry_mut(&["Properties", "Events", event, "Properties", setting])
            && setting.claim == Claim::Initial
        {
            setting.claim = Claim::Exact;
        }
    }
}

/// What a person moved to `Globals` is not said again, and a role of a person's takes no policies.
fn without_what_is_said_elsewhere(resource: &mut Node, there: &Tree, root: &Tree) {
    let Some(Entry { value: Node::Map(entries), .. }) = resource.entry_mut(&["Properties"]) else { return };
    let globals = root.at(&["Globals", "Function"]);
    let own = |key: &str| there.at(&["Properties", key]);
    // one under a condition may be none
    let is_role = |role: &Tree| !role.is_empty() && !matches!(Call::name_in(role), Some("!If" | "Fn::If"));
    let has_role = own("Role").or_else(|| globals?.get("Role")).is_some_and(is_role);
    entries.retain(|entry| {
        let is_for_all = globals.and_then(|globals| globals.get(&entry.key)).is_some_and(|all| says(all, entry));
        own(&entry.key).is_some() || !(is_for_all || has_role && entry.key == "Policies")
    });
}

/// Whether nothing is left to say where this is said.
fn says(tree: &Tree, entry: &Entry) -> bool {
    match &entry.value {
        Node::Map(entries) => entries.iter().all(|entry| tree.get(&entry.key).is_some_and(|tree| says(tree, entry))),
        value => matches!(entry.claim, Claim::Initial | Claim::Once) || is(tree, value),
    }
}

/// What a person made is not replaced: neither what it says, nor the name that it has from `CloudFormation`.
fn taken_over(template: &Template, changes: &[Change], root: &Tree) -> Result<(), String> {
    for change in changes {
        let [Step::Key(section), Step::Key(id), ..] = &change.path.0[..] else { continue };
        let is_replaced = match &change.edit {
            Edit::Set(_) => change.path.find(root).is_some_and(|there| !there.is_empty()),
            Edit::Insert { entry, .. } => PHYSICAL_NAMES.contains(&entry.key.as_str()),
            Edit::Append(_) | Edit::Remove => false,
        };
        if section == "Resources" && is_replaced && is_a_person_s(id, root) {
            let name = template.function;
            let what = match &change.edit {
                Edit::Insert { entry, .. } => {
                    format!("has no `{}`; with one AWS replaces what it has deployed", entry.key)
                }
                _ => format!("the code of `{name}` says otherwise at `{}`", change.path),
            };
            return Err(format!(
                "`{id}` is made by hand, and {what}; rename it, or give it to the code by `Metadata: {{{MARKER}: {{{FUNCTIONS}: [{name}]}}}}`"
            ));
        }
    }
    Ok(())
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
