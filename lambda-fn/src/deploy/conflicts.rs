//! What a file has already under a name that the code needs.

use super::document::{Kind, Tree};
use super::node::{Claim, Entry, Node};
use super::package::{Package, is_same_folder};
use super::stale::{Dead, binary, folder, functions, owned};
use super::template::{PHYSICAL_NAMES, Template};
use super::value::is;

/// An error for the first of them.
pub(crate) fn conflicts(template: &Template, package: &Package, dead: &Dead, root: &Tree) -> Result<(), String> {
    let Some(resources) = root.get("Resources") else { return Ok(()) };
    for entry in template.section("Resources") {
        if let Some(there) = resources.get(&entry.key) {
            is_of_the_type(entry, there)?;
            is_the_same(entry, there, template, dead)?;
        }
    }
    is_the_only_one(template, package, resources)?;
    names_are_free(template, dead, resources)?;
    parameters(template, root)?;
    renamed_events(template, resources)?;
    exclusive_events(template, dead, resources)
}

fn is_of_the_type(entry: &Entry, there: &Tree) -> Result<(), String> {
    let kind = there.get("Type").and_then(Tree::text);
    let wanted = entry.value.text_at(&["Type"]);
    if kind.is_some() && kind != wanted {
        let (id, kind, wanted) = (&entry.key, kind.unwrap_or_default(), wanted.unwrap_or_default());
        return Err(format!(
            "`{id}` is of the type `{kind}`, the code makes it `{wanted}`; rename the one that is there"
        ));
    }
    Ok(())
}

/// `a-b` and `a_b` give one name in a template, and are two queues.
fn is_the_same(entry: &Entry, there: &Tree, template: &Template, dead: &Dead) -> Result<(), String> {
    let of_another = |name: &&str| *name != template.function && !dead.contains_key(*name);
    let Some(other) = functions(there).into_iter().find(of_another) else { return Ok(()) };
    for name in PHYSICAL_NAMES {
        let path = ["Properties", name];
        let (wanted, is) = (named(entry, &path), there.at(&path).and_then(Tree::text));
        if let Some((wanted, is)) = wanted.zip(is).filter(|(wanted, is)| wanted != is) {
            let (id, function) = (&entry.key, template.function);
            return Err(format!(
                "`{id}` is `{is}` of the function `{other}`, and `{wanted}` of `{function}` would have the same name in the template; rename one of them"
            ));
        }
    }
    Ok(())
}

/// The name that the attribute gives to a resource.
fn named<'a>(entry: &'a Entry, path: &[&str; 2]) -> Option<&'a str> {
    let Node::Map(properties) = entry.value.get(path[0])? else { return None };
    let is_named = properties.iter().any(|entry| entry.key == path[1] && entry.claim == Claim::Exact);
    entry.value.text_at(path).filter(|_| is_named)
}

/// Names of functions are unique.
fn is_the_only_one(template: &Template, package: &Package, resources: &Tree) -> Result<(), String> {
    let (resource, name) = (&template.resource, template.function);
    if let Some(there) = resources.get(resource) {
        if let Some(other) = functions(there).into_iter().find(|other| *other != name) {
            return Err(format!(
                "`{resource}` is the function `{other}`, and `{name}` would have the same; rename one of them"
            ));
        }
        if !functions(there).is_empty() && is_elsewhere(there, package) {
            let folder = folder(there).unwrap_or_default();
            let binary = binary(there).map(|binary| format!("the binary `{binary}` in ")).unwrap_or_default();
            return Err(format!(
                "a function `{name}` is there already, from {binary}`{folder}`; names are unique in a file"
            ));
        }
    }
    for (id, resource) in resources.pairs() {
        let there = resource.at(&["Properties", "FunctionName"]).and_then(Tree::text);
        if there == Some(name) && id.text() != Some(&template.resource) {
            let id = id.text().unwrap_or_default();
            return Err(format!("a function `{name}` is there already, as `{id}`; names are unique in a file"));
        }
    }
    Ok(())
}

/// So are those of queues and buckets. What of the code's is left over is said to be.
fn names_are_free(template: &Template, dead: &Dead, resources: &Tree) -> Result<(), String> {
    let is_left_over = |resource: &Tree| {
        let mut functions = functions(resource).into_iter().peekable();
        functions.peek().is_some() && functions.all(|name| name == template.function || dead.contains_key(name))
    };
    for entry in template.section("Resources").iter().filter(|entry| entry.key != template.resource) {
        let Some(path) = PHYSICAL_NAMES
            .map(|name| ["Properties", name])
            .into_iter()
            .find(|path| entry.value.text_at(path).is_some())
        else {
            continue;
        };
        // a person gave it another one
        let there = resources.get(&entry.key).and_then(|there| there.at(&path));
        let is_another = |there: &Tree| there.text() != entry.value.text_at(&path);
        if there.is_some_and(|there| is_another(there) && (named(entry, &path).is_none() || there.text().is_none())) {
            continue;
        }
        let wanted = (entry.value.text_at(&["Type"]), entry.value.text_at(&path));
        let others =
            resources.pairs().iter().filter(|(id, there)| id.text() != Some(&entry.key) && !is_left_over(there));
        let is_taken =
            |there: &Tree| (there.get("Type").and_then(Tree::text), there.at(&path).and_then(Tree::text)) == wanted;
        if let Some((other, _)) = others.into_iter().find(|(_, there)| is_taken(there)) {
            let (name, other, id) = (wanted.1.unwrap_or_default(), other.text().unwrap_or_default(), &entry.key);
            return Err(format!(
                "`{name}` is there already, as `{other}`; rename that to `{id}`, or give one of them another name"
            ));
        }
    }
    Ok(())
}

/// Whether a function comes from another binary, which is still there.
fn is_elsewhere(there: &Tree, package: &Package) -> bool {
    let Some((ours, folder)) = package.folder.as_deref().zip(folder(there)) else { return false };
    let binaries = binary(there).zip(package.binary.as_deref());
    let is_ours = is_same_folder(ours, folder) && binaries.is_none_or(|(there, ours)| there == ours);
    !is_ours && package.is_package(folder) && !binary(there).is_some_and(|binary| package.lacks(folder, binary))
}

/// A parameter has no marker: as long as its description is the code's, the end of that says what it is for.
fn parameters(template: &Template, root: &Tree) -> Result<(), String> {
    for entry in template.section("Parameters") {
        let there = root.at(&["Parameters", &entry.key, "Description"]).and_then(Tree::text);
        let Some((wanted, is)) = entry.value.text_at(&["Description"]).zip(there) else { continue };
        let (wanted, is) = (wanted.rsplit_once(' '), is.rsplit_once(' '));
        if let Some(((kind, wanted), (other, is))) = wanted.zip(is).filter(|(wanted, is)| wanted != is)
            && kind == other
        {
            let id = &entry.key;
            return Err(format!(
                "the parameter `{id}` is for `{is}`, and `{wanted}` would have the same name in the template; rename one of them"
            ));
        }
    }
    Ok(())
}

/// Of a queue or a stream that a function reads, Lambda takes one mapping, whatever a person calls it.
fn renamed_events(template: &Template, resources: &Tree) -> Result<(), String> {
    let Some(there) = resources.get(&template.resource) else { return Ok(()) };
    let is_left_over = |name: &str| owned(there).contains(&format!("Events.{name}").as_str());
    let is_there = |event: &&Entry| events(there).any(|(other, _)| other.text() == Some(&event.key));
    for Entry { key: name, value: event, .. } in template.events().iter().filter(|event| !is_there(event)) {
        let Some(wanted) = source(event) else { continue };
        let reads_it = |event: &Tree| {
            SOURCES.iter().filter_map(|key| event.at(&["Properties", key])).any(|source| is(source, wanted))
        };
        let mut others = events(there).filter(|(other, _)| other.text().is_some_and(|other| !is_left_over(other)));
        if let Some((other, _)) = others.find(|(_, event)| reads_it(event)) {
            let (other, id) = (other.text().unwrap_or_default(), &template.resource);
            return Err(format!(
                "the event `{other}` of `{id}` reads what `{name}` of the code does, and Lambda takes one of them; name it `{name}`"
            ));
        }
    }
    Ok(())
}

/// The properties that hold the ARN of what an event reads.
const SOURCES: [&str; 2] = ["Queue", "Stream"];

fn source(event: &Node) -> Option<&Node> {
    let properties = event.get("Properties")?;
    SOURCES.iter().find_map(|key| properties.get(key))
}

/// Routes of an API that SAM makes of all events of a file, and steps of a user pool: each calls one function.
fn exclusive_events(template: &Template, dead: &Dead, resources: &Tree) -> Result<(), String> {
    let of_another = |(id, resource): &(&Tree, &Tree)| {
        id.text() != Some(&template.resource) && !functions(resource).iter().any(|name| dead.contains_key(*name))
    };
    let others: Vec<_> = resources.pairs().iter().map(|(id, resource)| (id, resource)).filter(of_another).collect();
    for Entry { key: name, value: event, .. } in template.events() {
        // what a person wrote into it counts too
        let there = resources.at(&[&template.resource, "Properties", "Events", name]);
        let Some(wanted) = exclusive_of(event).filter(|_| there.is_none_or(|there| exclusive_in(there).is_some()))
        else {
            continue;
        };
        let taken = |resource: &Tree| events(resource).any(|(_, event)| exclusive_in(event).as_ref() == Some(&wanted));
        if let Some((id, _)) = others.iter().find(|(_, resource)| taken(resource)) {
            let (id, function) = (id.text().unwrap_or_default(), template.function);
            return Err(format!("{wanted} calls `{id}`, and cannot call `{function}` too; leave it to one of them"));
        }
    }
    Ok(())
}

fn events(function: &Tree) -> impl Iterator<Item = &(Tree, Tree)> {
    function.at(&["Properties", "Events"]).map(Tree::pairs).unwrap_or_default().iter()
}

/// What of an event of the code's can be there once alone.
fn exclusive_of(event: &Node) -> Option<String> {
    exclusive(event.text_at(&["Type"])?, |key| match event.get("Properties")?.get(key)? {
        Node::Text(text) | Node::Call(_, text) => Some(text),
        _ => None,
    })
}

/// The same of an event in the file.
fn exclusive_in(event: &Tree) -> Option<String> {
    let property = |key: &str| event.at(&["Properties", key]);
    if ["ApiId", "RestApiId"].into_iter().any(|key| property(key).is_some()) {
        return None;
    }
    exclusive(event.get("Type")?.text()?, |key| match &property(key)?.kind {
        Kind::Scalar { value, .. } => Some(value),
        _ => None,
    })
}

/// Of the type and the properties of an event.
fn exclusive<'a>(kind: &str, text: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
    let route = |api: &str| {
        let path = text("Path").unwrap_or("$default");
        match path {
            "$default" => format!("the route `$default` of the {api}"),
            path => format!("the route `{} {path}` of the {api}", text("Method").unwrap_or("ANY").to_ascii_uppercase()),
        }
    };
    match kind {
        "HttpApi" => Some(route("HTTP API")),
        "Api" => Some(route("REST API")),
        "Cognito" => Some(format!("`{}` of the user pool `{}`", text("Trigger")?, text("UserPool")?)),
        _ => None,
    }
}
