//! The function built and deployed by cargo-lambda, with what its code says as the flags.

use std::ffi::{OsStr, OsString};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use super::template::timeout;
use crate::exit::Exit;
use crate::function::{Architecture, Function};
use crate::trigger::{HttpKind, Trigger};

const INSTALL: &str = "cargo-lambda is not found; install it with `pip install cargo-lambda`, or as https://www.cargo-lambda.info/guide/installation.html says";

/// Prints what it runs, then runs it.
pub(crate) fn deploy(function: &Function, arguments: &[OsString], dry_run: bool) -> Result<(), Exit> {
    let package = std::env::var("CARGO_PKG_NAME").ok();
    let binary = std::env::current_exe().ok();
    let binary =
        binary.as_deref().and_then(|binary| binary.file_stem()).and_then(OsStr::to_str).unwrap_or(function.name);
    let file = EnvironmentFile::of(function)?;
    let commands = [build(function, package.as_deref(), binary), command(function, binary, file.as_ref(), arguments)];
    let shown: Vec<_> = commands.iter().map(|command| shown(command) + "\n").collect();
    super::print(&shown.concat())?;
    if dry_run {
        return Ok(());
    }
    is_installed()?;
    if let Some(file) = &file {
        file.write()?;
    }
    commands.iter().try_for_each(|command| run(command))
}

type Words = Vec<OsString>;

fn build(function: &Function, package: Option<&str>, binary: &str) -> Words {
    let mut words = words(["cargo", "lambda", "build", "--release"]);
    match function.arch {
        Some(Architecture::Arm64) => words.push("--arm64".into()),
        Some(Architecture::X86_64) => words.push("--x86-64".into()),
        None => {}
    }
    if let Some(package) = package {
        words.extend(["--package".into(), package.into()]);
    }
    words.extend(["--bin".into(), binary.into()]);
    words
}

fn command(function: &Function, binary: &str, file: Option<&EnvironmentFile>, arguments: &[OsString]) -> Words {
    let mut words = words(["cargo", "lambda", "deploy"]);
    if binary != function.name {
        words.extend(["--binary-name".into(), binary.into()]);
    }
    words.extend(["--runtime".into(), "provided.al2023".into()]);
    if let Some(description) = function.description {
        words.extend(["--description".into(), description.into()]);
    }
    if let Some(memory) = function.memory {
        words.extend(["--memory".into(), memory.to_string().into()]);
    }
    // cargo-lambda's own default is not Lambda's
    words.extend(["--timeout".into(), timeout(function).to_string().into()]);
    match file {
        Some(file) => words.extend(["--env-file".into(), file.path.clone().into()]),
        None => {
            let variables = function.env.iter().map(|(name, value)| format!("{name}={value}"));
            words.extend(variables.flat_map(|variable| ["--env-var".into(), variable.into()]));
        }
    }
    if has_url(function) {
        words.push("--enable-function-url".into());
    }
    words.extend(arguments.iter().cloned());
    words.push(function.name.into());
    words
}

/// The variables in a file, as `--env-var` takes a comma for the end of a value. It goes with the deployment.
struct EnvironmentFile {
    path: PathBuf,
    text: String,
}

impl EnvironmentFile {
    fn of(function: &Function) -> Result<Option<Self>, Exit> {
        if let Some((name, _)) = function.env.iter().find(|(_, value)| value.contains(['\n', '\r'])) {
            return Err(Exit::new(format!(
                "cargo-lambda takes no line feed in a variable, as `{name}` has one; deploy a template"
            )));
        }
        if !function.env.iter().any(|(_, value)| value.contains(',')) {
            return Ok(None);
        }
        let path = std::env::temp_dir().join(format!("{}-{}.env", function.name, std::process::id()));
        let lines: Vec<_> = function.env.iter().map(|(name, value)| format!("{name}={value}\n")).collect();
        Ok(Some(Self { path, text: lines.concat() }))
    }

    fn write(&self) -> Result<(), Exit> {
        let file = OpenOptions::new().write(true).create_new(true).open(&self.path);
        let written = file.and_then(|mut file| file.write_all(self.text.as_bytes()));
        written.map_err(|error| Exit::new(format!("`{}` cannot be written: {error}", self.path.display())))
    }
}

impl Drop for EnvironmentFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Where nothing but a URL can be meant: an API is made by a template.
fn has_url(function: &Function) -> bool {
    function.triggers.iter().any(|trigger| match trigger {
        Trigger::Http(http) => http.kind == Some(HttpKind::FunctionUrl) || (http.kind.is_none() && http.stream),
        _ => false,
    })
}

fn words<const N: usize>(words: [&str; N]) -> Words {
    words.map(OsString::from).into()
}

/// As a shell takes it.
fn shown(words: &[OsString]) -> String {
    let words: Vec<_> = words.iter().map(|word| in_shell(&word.to_string_lossy())).collect();
    words.join(" ")
}

fn in_shell(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:,+@%".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn is_installed() -> Result<(), Exit> {
    let version = Command::new(cargo()).args(["lambda", "--version"]).output();
    match version.is_ok_and(|output| output.status.success()) {
        true => Ok(()),
        false => Err(Exit::new(INSTALL)),
    }
}

fn run(words: &[OsString]) -> Result<(), Exit> {
    let status = Command::new(cargo()).args(&words[1..]).status();
    let status = status.map_err(|error| Exit::new(format!("`{}` does not start: {error}", shown(words))))?;
    match status.success() {
        true => Ok(()),
        false => Err(Exit::new(format!("`{}` has failed", shown(&words[..3])))),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::trigger::Http;

    #[test]
    fn all_that_the_code_says_is_a_flag() {
        const ORDERS: Function = Function {
            description: Some("Takes the shop's orders"),
            memory: Some(256),
            timeout: Some(Duration::from_secs(30)),
            arch: Some(Architecture::Arm64),
            env: &[("STAGE", "test"), ("NOTE", "a b")],
            triggers: &[Trigger::Http(Http { kind: Some(HttpKind::FunctionUrl), ..Http::any() })],
            ..Function::named("orders")
        };
        let build = build(&ORDERS, Some("shop"), "shop");
        assert_eq!(shown(&build), "cargo lambda build --release --arm64 --package shop --bin shop");
        let deploy = command(&ORDERS, "shop", None, &words(["--region", "eu-central-1"]));
        let expected = r"cargo lambda deploy --binary-name shop --runtime provided.al2023 --description 'Takes the shop'\''s orders' --memory 256 --timeout 30 --env-var STAGE=test --env-var 'NOTE=a b' --enable-function-url --region eu-central-1 orders";
        assert_eq!(shown(&deploy), expected);
    }

    #[test]
    fn a_comma_in_a_variable_stays_in_it() {
        const LINES: Function = Function { env: &[("A", "b\nc")], ..Function::named("orders") };
        const ORDERS: Function = Function { env: &[("A", "b,c"), ("D", "e")], ..Function::named("orders") };
        let file = EnvironmentFile::of(&ORDERS).expect("no line feed").expect("a comma");
        assert_eq!(file.text, "A=b,c\nD=e\n");
        let deploy = shown(&command(&ORDERS, "orders", Some(&file), &[]));
        assert!(deploy.contains(" --env-file ") && !deploy.contains("b,c"), "{deploy}");
        assert!(EnvironmentFile::of(&LINES).is_err());
    }
}
