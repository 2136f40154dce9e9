//! What a file has from code that is no longer there.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Edit, Path, Step};
use super::document::{Kind, Tree};
use super::node::Entry;
use super::package::{Package, is_same_folder};
use super::template::batches::PARAMETERS;
use super::template::{ALWAYS_OF_AN_EVENT, FROM, FUNCTIONS, MARKER, OWNS, Template};
use super::value::{Call, references};

/// One thing that is left over.
pub(crate) struct Stale {
    pub(crate) path: Path,
    /// The path, for people.
    pub(crate) name: String,
    pub(crate) why: String,
}

impl Stale {
    fn new(path: Path, why: String, root: &Tree) -> Self {
        Self { name: path.named(root), path, why }
    }
}

/// All that is left over, each with the reason.
pub(crate) fn stale(template: &Template, dead: &Dead, root: &Tree) -> Vec<Stale> {
    let Some(resources) = root.get("Resources") else { return Vec::new() };
    let mut stale = properties(template, root);
    for (id, resource) in resources.pairs().iter().filter_map(|(key, resource)| Some((key.text()?, resource))) {
        let functions = functions(resource);
        let reason = |function: &str| {
            let is_needed = template.section("Resources").iter().any(|entry| entry.key == id);
            let ours = function == template.function && !is_needed;
            let ours = ours.then(|| format!("the function `{function}` no longer needs it"));
            ours.or_else(|| dead.get(function).cloned())
        };
        let path = Path::of(&["Resources", id]);
        let reasons: Vec<_> = functions.iter().map(|function| reason(function)).collect();
        match reasons.iter().flatten().next() {
            Some(why) if reasons.iter().all(Option::is_some) => {
                stale.extend(outputs(root, id).map(|path| Stale::new(path, why.clone(), root)));
                stale.push(Stale::new(path, why.clone(), root));
            }
            _ => {
                let marker = path.key("Metadata").key(MARKER).key(FUNCTIONS);
                let gone = reasons.into_iter().enumerate();
                let gone = gone.filter_map(|(number, why)| Some(Stale::new(marker.item(number), why?, root)));
                stale.extend(gone);
            }
        }
    }
    let url = format!("{}Url", template.resource);
    let is_ours = resources.get(&template.resource).is_some_and(|resource| !functions(resource).is_empty());
    let is_needed = template.section("Outputs").iter().any(|output| output.key == url);
    if is_ours && !is_needed && root.at(&["Outputs", &url]).is_some() {
        let why = format!("the function `{}` no longer has a URL", template.function);
        stale.push(Stale::new(Path::of(&["Outputs", &url]), why, root));
    }
    stale.extend(parameters(template, root, &stale));
    stale
}

/// The functions for which a resource is there.
pub(crate) fn functions(resource: &Tree) -> Vec<&str> {
    let marker = resource.at(&["Metadata", MARKER, FUNCTIONS]);
    marker.map(|functions| functions.items().iter().filter_map(Tree::text).collect()).unwrap_or_default()
}

/// Functions that are renamed or gone, with the reason.
pub(crate) type Dead = BTreeMap<String, String>;

/// Of the functions beside the template's.
pub(crate) fn dead(template: &Template, package: &Package, root: &Tree) -> Dead {
    let mut dead = Dead::new();
    if package.folder.is_none() {
        // who does not know its own place knows nothing of others
        return dead;
    }
    for (id, resource) in root.get("Resources").map(Tree::pairs).unwrap_or_default() {
        let is_function = resource.get("Type").and_then(Tree::text) == Some("AWS::Serverless::Function");
        let [name] = functions(resource)[..] else { continue };
        if !is_function || id.text() == Some(&template.resource) || name == template.function {
            continue;
        }
        let Some(folder) = folder(resource) else { continue };
        let is_ours = package.folder.as_deref().is_some_and(|ours| is_same_folder(folder, ours))
            && binary(resource) == package.binary.as_deref();
        let why = if is_ours {
            format!("the function `{name}` is now `{}`", template.function)
        } else if package.is_gone(folder) {
            format!("the function `{name}` is gone, there is no package in `{folder}`")
        } else if let Some(binary) = binary(resource).filter(|binary| package.lacks(folder, binary)) {
            format!("the function `{name}` is gone, there is no binary `{binary}` in `{folder}`")
        } else {
            continue;
        };
        dead.insert(name.to_owned(), why);
    }
    dead
}

/// Where the function was built from, if that is another binary now.
pub(crate) fn moved(template: &Template, package: &Package, root: &Tree) -> Option<String> {
    let there = root.at(&["Resources", &template.resource]).filter(|there| !functions(there).is_empty())?;
    let (folder, ours) = (folder(there)?, package.folder.as_deref()?);
    let (binary, our_binary) = (binary(there)?, package.binary.as_deref()?);
    let is_moved = !is_same_folder(folder, ours) || binary != our_binary;
    let name = template.function;
    let now = format!("the function `{name}` is now the binary `{our_binary}` in `{ours}`");
    is_moved.then(|| match from(there, 0) {
        Some(_) => format!("{now}, before it was `{binary}` in `{folder}`"),
        // whether the code wrote it is not known
        None => format!("{now}; `CodeUri` and `Binary` stay `{folder}` and `{binary}`, since a person may have written them; correct them if they are out of date"),
    })
}

/// The properties of a function that go when the code no longer names them.
pub(crate) fn owned(function: &Tree) -> Vec<&str> {
    let owned = function.at(&["Metadata", MARKER, OWNS]);
    owned.map(|owned| owned.items().iter().filter_map(Tree::text).collect()).unwrap_or_default()
}

/// The folder of the package that a function is built from, whatever a person wrote in its place.
pub(crate) fn folder(function: &Tree) -> Option<&str> {
    from(function, 0).or_else(|| function.at(&["Properties", "CodeUri"]).and_then(Tree::text))
}

/// The binary that it is.
pub(crate) fn binary(function: &Tree) -> Option<&str> {
    from(function, 1).or_else(|| function.at(&["Metadata", "BuildProperties", "Binary"]).and_then(Tree::text))
}

/// The folder and the binary, as the code wrote them.
pub(crate) fn from(function: &Tree, number: usize) -> Option<&str> {
    function.at(&["Metadata", MARKER, FROM])?.items().get(number)?.text()
}

/// Properties of the function that the code no longer names.
fn properties(template: &Template, root: &Tree) -> Vec<Stale> {
    let function = Path::of(&["Resources", &template.resource]);
    let owns = function.key("Metadata").key(MARKER).key(OWNS);
    let Some(owned) = owns.find(root) else { return Vec::new() };
    let mut stale = Vec::new();
    for (number, name) in owned.items().iter().enumerate() {
        let Some(name) = name.text().filter(|name| !template.owned.iter().any(|owned| owned == name)) else { continue };
        let why = format!("the code of `{}` no longer names it", template.function);
        // what a person has from a function of CloudFormation is a person's by now
        let is_a_person_s = |path: &Path| {
            let functions = |tree: &Tree| {
                Call::name_in(tree).is_some() || tree.items().iter().any(|item| Call::name_in(item).is_some())
            };
            path.find(root).is_some_and(functions)
        };
        let property = property(name, &function.key("Properties"), root);
        let property = property.filter(|path| !template.has(path) && !is_a_person_s(path));
        stale.extend(property.map(|path| Stale::new(path, why.clone(), root)));
        stale.push(Stale::new(owns.item(number), why, root));
    }
    stale
}

/// What events had that are of another type now: `Schedule` of what is a `ScheduleV2`.
pub(crate) fn of_another_type(template: &Template, root: &Tree) -> Vec<Path> {
    let function = Path::of(&["Resources", &template.resource]);
    let owned = function.find(root).map(owned).unwrap_or_default();
    let mut gone = Vec::new();
    for Entry { key: name, value: ours, .. } in template.events() {
        let event = function.key("Properties").key("Events").key(name);
        let Some(there) = event.find(root) else { continue };
        if there.get("Type").and_then(Tree::text).is_none_or(|there| ours.text_at(&["Type"]) == Some(there)) {
            continue;
        }
        let keys = there.get("Properties").map(Tree::pairs).unwrap_or_default();
        let is_owned = |key: &str| {
            let ours = format!("Events.{name}.{key}");
            owned.iter().any(|owned| *owned == ours || owned.starts_with(&format!("{ours}.")))
        };
        let is_code_s = |key: &&str| ALWAYS_OF_AN_EVENT.contains(key) || is_owned(key);
        let is_wanted = |key: &str| ours.get("Properties").is_some_and(|settings| settings.get(key).is_some());
        let keys = keys.iter().filter_map(|(key, _)| key.text()).filter(is_code_s).filter(|key| !is_wanted(key));
        gone.extend(keys.map(|key| event.key("Properties").key(key)));
    }
    gone
}

/// Where that stands which the marker names.
fn property(name: &str, properties: &Path, root: &Tree) -> Option<Path> {
    let path = match name.split_once('.') {
        Some(("Policies", policy)) => {
            let policies = properties.key("Policies");
            let number =
                policies.find(root)?.items().iter().position(|item| policy_name(item).as_deref() == Some(policy));
            policies.item(number?)
        }
        Some(("Events", event)) => match event.split_once('.') {
            Some((event, setting)) => {
                let event = properties.key("Events").key(event).key("Properties");
                setting.split('.').fold(event, |path, key| path.key(key))
            }
            None => properties.key("Events").key(event),
        },
        _ => name.split('.').fold(properties.clone(), |path, key| path.key(key)),
    };
    path.find(root).is_some().then_some(path)
}

/// As [`super::template`] names a policy of its own.
pub(crate) fn policy_name(policy: &Tree) -> Option<String> {
    let [(template, parameters)] = policy.pairs() else { return None };
    let (_, first) = parameters.pairs().first()?;
    match &first.kind {
        Kind::Scalar { value, .. } => Some(format!("{} {value}", template.text()?)),
        _ => None,
    }
}

/// The outputs that the code gave to a function's resource.
fn outputs<'a>(root: &'a Tree, resource: &'a str) -> impl Iterator<Item = Path> + 'a {
    let names = ["Arn", "Url"].map(|kind| Path::of(&["Outputs", &format!("{resource}{kind}")]));
    names.into_iter().filter(|path| path.find(root).is_some())
}

/// Parameters that are used by what is left over, and by nothing else.
fn parameters(template: &Template, root: &Tree, stale: &[Stale]) -> Vec<Stale> {
    let parameters = root.get("Parameters").map(Tree::pairs).unwrap_or_default();
    let names = parameters.iter().filter_map(|(name, _)| name.text());
    let unwanted = names.filter(|name| template.section("Parameters").iter().all(|entry| entry.key != *name));
    let is_stale = |path: &Path| stale.iter().any(|stale| path.starts_with(&stale.path));
    unwanted
        .filter_map(|name| {
            let mut used = Vec::new();
            references(root, name, &Path::default(), &mut used);
            let only_by_them = !used.is_empty() && used.iter().all(is_stale);
            let why = "nothing else uses it".to_owned();
            only_by_them.then(|| Stale::new(Path::of(&["Parameters", name]), why, root))
        })
        .collect()
}

/// What the code made to be referred to, and nothing refers to, since a person has something else in its place. It does
/// no harm to what is deployed.
pub(crate) fn unused(template: &Template, stale: &[Stale], root: &Tree) -> Vec<Stale> {
    let is_code_s = |name: &str, parameter: &Tree| {
        let ours = parameter.get("Description").and_then(Tree::text);
        template.helpers.iter().any(|helper| helper == name)
            || ours.is_some_and(|ours| PARAMETERS.iter().any(|start| ours.starts_with(start)))
    };
    let parameters = root.get("Parameters").map(Tree::pairs).unwrap_or_default();
    let parameters = parameters.iter().filter_map(|(name, parameter)| Some((name.text()?, parameter)));
    let parameters = parameters.filter(|(name, parameter)| is_code_s(name, parameter));
    let parameters = parameters.map(|(name, _)| Path::of(&["Parameters", name]));
    let resources = template.helpers.iter().map(|name| Path::of(&["Resources", name]));
    let resources = resources.filter(|path| path.find(root).is_some_and(|resource| !functions(resource).is_empty()));
    let is_unused = |path: &Path| {
        let Some(Step::Key(name)) = path.0.last() else { return false };
        let mut used = Vec::new();
        references(root, name, &Path::default(), &mut used);
        used.is_empty() && stale.iter().all(|stale| stale.path != *path)
    };
    let unused = parameters.chain(resources).filter(is_unused);
    unused.map(|path| Stale::new(path, "nothing uses it".to_owned(), root)).collect()
}

/// The removals: what would be left empty by them goes as a whole.
pub(crate) fn removals(stale: &[Stale], root: &Tree) -> Vec<Change> {
    let mut gone: BTreeSet<Path> = stale.iter().map(|stale| stale.path.clone()).collect();
    loop {
        let emptied = gone.iter().filter_map(Path::parent).map(|(parent, _)| parent).find(|parent| {
            let all = parent.find(root).is_some_and(|tree| children(tree, parent).all(|child| gone.contains(&child)));
            all && !parent.0.is_empty() && !gone.contains(parent)
        });
        match emptied {
            Some(parent) => drop(gone.insert(parent)),
            None => break,
        }
    }
    let outermost = gone.iter().filter(|path| {
        let above = (0..path.0.len()).map(|length| Path(path.0[..length].to_vec()));
        !above.into_iter().any(|above| gone.contains(&above))
    });
    outermost.map(|path| Change { path: path.clone(), edit: Edit::Remove }).collect()
}

fn children<'a>(tree: &'a Tree, path: &'a Path) -> Box<dyn Iterator<Item = Path> + 'a> {
    match &tree.kind {
        Kind::Map { pairs, .. } => Box::new(pairs.iter().map(|(key, _)| path.key(key.text().unwrap_or_default()))),
        _ => Box::new((0..tree.items().len()).map(|number| path.item(number))),
    }
}

/// Whether it is of the code's own bookkeeping.
pub(crate) fn is_in_a_marker(path: &Path) -> bool {
    matches!(&path.0[..], [_, _, Step::Key(metadata), Step::Key(marker), ..] if metadata == "Metadata" && marker == MARKER)
}

/// Whether a step leads to a resource of the template, and to which.
pub(crate) fn resource(change: &Change) -> Option<&str> {
    match &change.path.0[..] {
        [Step::Key(section), Step::Key(name)] if section == "Resources" || section == "Parameters" => Some(name),
        _ => None,
    }
}
