//! Deployment files from a function's description.

mod cargo_lambda;
mod change;
mod conflicts;
mod difference;
mod document;
mod file;
mod node;
mod package;
mod plan;
mod policies;
mod polled;
mod rules;
mod scalar;
mod splice;
mod stale;
mod template;
mod terraform;
mod update;
mod value;
mod yaml;

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::exit::Exit;
use crate::function::Function;
use crate::stderr::say;
use package::Package;
use template::{Template, Times};
use update::{JSON, Update, update};

/// What is asked for on the command line.
pub(crate) enum Deployment {
    /// The template of the function alone, on stdout.
    Print,
    /// A file that is to have the function as the code says.
    Write { file: PathBuf, prune: bool },
    /// A file that should have it already.
    Check { file: PathBuf },
    /// A Terraform module with the function, on stdout.
    Terraform,
    /// The function itself, through cargo-lambda.
    Deploy { arguments: Vec<OsString>, dry_run: bool },
}

impl Deployment {
    pub(crate) fn run(&self, function: &'static Function) -> Result<(), Exit> {
        rules::check(function)?;
        if let Some(warning) = rules::warning(function) {
            say(format_args!("warning: {warning}"));
        }
        match self {
            Self::Print => {
                let package = Package::seen_from(Path::new("."));
                print(&Template::of(function, &package, &Times::of(function)).to_yaml())
            }
            Self::Write { file, prune } => write(function, file, *prune),
            Self::Check { file } => check(function, file),
            Self::Terraform => print(&terraform::module(function)),
            Self::Deploy { arguments, dry_run } => cargo_lambda::deploy(function, arguments, *dry_run),
        }
    }
}

fn write(function: &'static Function, file: &Path, prune: bool) -> Result<(), Exit> {
    let shown = file.display();
    let read = file::read(file)?;
    let update = update_of(function, file, read.as_deref().unwrap_or_default(), prune)?;
    note(&update);
    warn(&update, file);
    if read.as_deref() == Some(&update.text) {
        say(format_args!("`{shown}` is up to date"));
        return Ok(());
    }
    file::replace(file, read.as_deref(), &update.text)?;
    for line in &update.removed {
        say(line);
    }
    match read {
        Some(_) => say(format_args!("`{shown}` is updated")),
        None => say(format_args!("`{shown}` is made")),
    }
    Ok(())
}

fn check(function: &'static Function, file: &Path) -> Result<(), Exit> {
    let shown = file.display();
    let read = file::read(file)?;
    let read =
        read.ok_or_else(|| Exit::new(format!("there is no `{shown}`; make it with `template --write {shown}`")))?;
    let update = update_of(function, file, &read, false)?;
    note(&update);
    if update.difference.is_empty() {
        warn(&update, file);
        return Ok(());
    }
    print(&format!("--- {shown}\n+++ {}\n{}\n", function.name, update.difference.join("\n")))?;
    // what nothing uses is no difference, and need not go
    let is_to_go = |stale| update.difference.contains(&difference::of_stale(stale));
    let remedy = match update.left_over.iter().any(is_to_go) {
        true => " --prune",
        false => "",
    };
    Err(Exit::new(format!("`{shown}` and the code differ; run `template --write {shown}{remedy}`")))
}

fn note(update: &Update) {
    for note in &update.notes {
        say(format_args!("note: {note}"));
    }
}

fn warn(update: &Update, file: &Path) {
    let shown = file.display();
    for stale in &update.left_over {
        say(format_args!(
            "warning: `{}` of `{shown}` is left over, as {}; `--prune` removes it",
            stale.name, stale.why
        ));
    }
}

fn update_of(function: &'static Function, file: &Path, text: &str, prune: bool) -> Result<Update, Exit> {
    let refused = |why: String| Exit::new(format!("`{}` is left as it is: {why}", file.display()));
    if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        return Err(refused(JSON.to_owned()));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let package = Package::seen_from(folder);
    update(text, function, &package, prune).map_err(refused)
}

/// A reader that goes away, as `head` does, is no mistake.
fn print(text: &str) -> Result<(), Exit> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Exit::new(format!("stdout cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
