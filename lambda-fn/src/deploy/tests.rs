//! Templates as a person reads them, and files that stay what they were.

mod by_hand;
mod functions;
mod golden;
mod hostile;
mod left_over;
mod properties;
mod references;
mod several;
mod terraform;
mod updates;

use std::path::Path;

use super::package::Package;
use super::template::{Template, Times};
use super::update::{Update, update};
use crate::function::Function;

fn package() -> Package {
    Package {
        folder: Some(".".to_owned()),
        binary: Some("orders".to_owned()),
        base: Path::new("/nowhere").to_owned(),
        cargo: None,
    }
}

fn template(function: &'static Function) -> Template {
    Template::of(function, &package(), &Times::of(function))
}

fn written(text: &str, function: &'static Function) -> Result<Update, String> {
    update(text, function, &package(), false)
}

#[track_caller]
fn write(text: &str, function: &'static Function) -> String {
    let update = written(text, function).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let again = written(&update.text, function).unwrap_or_else(|error| panic!("{error}:\n{}", update.text));
    assert_eq!(again.text, update.text, "the second time nothing changes");
    update.text
}

#[track_caller]
fn prune(text: &str, function: &'static Function) -> String {
    let pruned = update(text, function, &package(), true).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let left = written(&pruned.text, function).unwrap_or_else(|error| panic!("{error}:\n{}", pruned.text));
    assert!(left.left_over.is_empty() && left.difference.is_empty(), "{:#?}", left.difference);
    pruned.text
}
