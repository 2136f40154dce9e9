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

/// The variables in a file, where `--env-var` would not take them as they are. It goes with the deployment.
struct EnvironmentFile {
    path: PathBuf,
    text: String,
}

impl EnvironmentFile {
    fn of(function: &Function) -> Result<Option<Self>, Exit> {
        if function.env.iter().all(|(_, value)| is_taken_as_it_is(value)) {
            return Ok(None);
        }
        let lines: Result<Vec<_>, _> = function.env.iter().map(|(name, value)| line(name, value)).collect();
        let path = std::env::temp_dir().join(format!("{}-{}.env", function.name, std::process::id()));
        Ok(Some(Self { path, text: lines?.concat() }))
    }

    fn write(&self) -> Result<(), Exit> {
        let file = for_its_owner().write(true).create_new(true).open(&self.path);
        let written = file.and_then(|mut file| file.write_all(self.text.as_bytes()));
        written.map_err(|error| Exit::new(format!("`{}` cannot be written: {error}", self.path.display())))
    }
}

/// `--env-var` refuses what is empty, trims, and takes a comma for the end of a value.
fn is_taken_as_it_is(value: &str) -> bool {
    !value.is_empty() && value.trim() == value && !value.contains([',', '\'', '"', '`', '\n', '\r'])
}

/// As cargo-lambda reads it, which is by `env_file_reader`.
fn line(name: &str, value: &str) -> Result<String, Exit> {
    match quoted(value) {
        Some(quoted) => Ok(format!("{name}={quoted}\n")),
        None => Err(Exit::new(format!(
            "the variable `{name}` cannot be quoted for cargo-lambda, which reads `\\n` as a line feed and needs one of `'`, `` ` `` and `\\` to be absent; deploy a template"
        ))),
    }
}

/// Between quotes that are not in the value: only `"` can be escaped, and `\` cannot.
fn quoted(value: &str) -> Option<String> {
    if value.contains(r"\n") {
        return None;
    }
    if let Some(quote) = ['\'', '`'].into_iter().find(|quote| !value.contains(*quote)) {
        return Some(format!("{quote}{value}{quote}"));
    }
    (!value.contains('\\')).then(|| format!("\"{}\"", value.replace('"', "\\\"")))
}

#[cfg(unix)]
fn for_its_owner() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(not(unix))]
fn for_its_owner() -> OpenOptions {
    OpenOptions::new()
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

    const fn with(env: &'static [(&'static str, &'static str)]) -> Function {
        Function { env, ..Function::named("orders") }
    }

    #[test]
    fn a_variable_that_a_flag_would_change_goes_through_a_file() {
        const ORDERS: Function = with(&[("JSON", r#"{"a": [1, 2]}"#), ("PLAIN", "e=f")]);
        const OTHERS: [Function; 5] = [
            with(&[("A", "")]),
            with(&[("A", " b")]),
            with(&[("A", "b ")]),
            with(&[("A", "it's")]),
            with(&[("A", "b\nc")]),
        ];
        const PLAIN: Function = with(&[("A", "b #c"), ("D", "e=f")]);
        let file = EnvironmentFile::of(&ORDERS).expect("it can be quoted").expect("a comma");
        assert_eq!(file.text, "JSON='{\"a\": [1, 2]}'\nPLAIN='e=f'\n");
        let deploy = shown(&command(&ORDERS, "orders", Some(&file), &[]));
        assert!(deploy.contains(" --env-file ") && !deploy.contains("JSON"), "{deploy}");
        for function in &OTHERS {
            assert!(EnvironmentFile::of(function).is_ok_and(|file| file.is_some()), "{:?}", function.env);
        }
        assert!(EnvironmentFile::of(&PLAIN).is_ok_and(|file| file.is_none()));
    }

    #[test]
    fn quotes_are_those_that_a_value_has_not() {
        const NONE: Function = with(&[("A", r"a\n,")]);
        let quotes = [
            ("", Some("''")),
            ("p #x,y ", Some("'p #x,y '")),
            (r#""a\b""#, Some(r#"'"a\b"'"#)),
            ("it's", Some("`it's`")),
            ("`it's`", Some("\"`it's`\"")),
            ("`it's` \"x\"", Some(r#""`it's` \"x\"""#)),
            (r"`it's` \x", None),
            (r"a\nb", None),
        ];
        for (value, expected) in quotes {
            assert_eq!(quoted(value).as_deref(), expected);
        }
        let refused = EnvironmentFile::of(&NONE).err().expect("it cannot be quoted").to_string();
        assert!(refused.starts_with("the variable `A` cannot be quoted for cargo-lambda"), "{refused}");
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_its_owner_s_and_goes() {
        use std::os::unix::fs::PermissionsExt;

        const SECRET: Function = Function { env: &[("A", "b,c")], ..Function::named("of-its-owner") };
        let file = EnvironmentFile::of(&SECRET).expect("it can be quoted").expect("a comma");
        file.write().expect("the folder for temporary files");
        let path = file.path.clone();
        assert_eq!(path.metadata().expect("it is there").permissions().mode() & 0o777, 0o600);
        drop(file);
        assert!(!path.exists());
    }
}
