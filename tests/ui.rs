//! What the macros say of a mistake, and that they say nothing where there is none.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The release whose own words the snapshots hold.
const RUSTC: &str = "rustc 1.95";

/// Mistakes that the macros find: one error each, in their own words.
const FOUND_BY_THE_MACROS: &str = "ui/fail/*/*.rs";
/// Mistakes that rustc finds in what the macros write, at the user's own token.
const FOUND_BY_RUSTC: &str = "ui/fail_types/*.rs";
/// Mistakes that rustc refuses besides, whatever the macros do.
const FOUND_BY_BOTH: &str = "ui/fail_twice/*.rs";
const SEVERAL_AT_ONCE: &str = "ui/fail_all/*.rs";
/// Where every file has one mistake, which is one error.
const ONE_ERROR_EACH: [&str; 5] =
    ["ui/fail/attribute", "ui/fail/derive", "ui/fail/signature", "ui/fail/trigger", "ui/fail_types"];

#[test]
fn mistakes_are_refused() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail(FOUND_BY_THE_MACROS);
    cases.compile_fail(SEVERAL_AT_ONCE);
    match version("rustc") {
        Some(version) if version.starts_with(RUSTC) => {
            cases.compile_fail(FOUND_BY_RUSTC);
            cases.compile_fail(FOUND_BY_BOTH);
        }
        found => eprintln!("skipped what {RUSTC} says itself, since this is {found:?}"),
    }
}

#[test]
fn a_mistake_is_one_error() {
    for folder in ONE_ERROR_EACH {
        for file in files(folder, "rs") {
            let stderr = fs::read_to_string(file.with_extension("stderr")).expect("every mistake has its snapshot");
            let errors = stderr.lines().filter(|line| line.starts_with("error")).count();
            let warnings = stderr.lines().filter(|line| line.starts_with("warning")).count();
            assert_eq!((errors, warnings), (1, 0), "{}", file.display());
        }
    }
}

#[test]
fn every_snapshot_has_its_mistake() {
    for folder in ONE_ERROR_EACH.into_iter().chain(["ui/fail_all", "ui/fail_twice"]) {
        for file in files(folder, "stderr") {
            assert!(file.with_extension("rs").exists(), "{}", file.display());
        }
    }
}

/// Every form of a function, in two editions and under another name of the crate, under the lints that people deny.
#[test]
fn functions_without_mistakes_are_free_of_lints() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lint-free");
    write_workspace(&workspace);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("`target/tmp` is in `target`");
    let check = match version("clippy-driver") {
        Some(_) => "clippy",
        None if env::var_os("CI").is_some() => {
            panic!("clippy is missing; install it with `rustup component add clippy`")
        }
        None => {
            eprintln!("clippy is missing: only rustc's own lints are looked at");
            "check"
        }
    };
    let status = Command::new(env!("CARGO"))
        .args([check, "--workspace", "--offline", "--quiet", "--keep-going", "--target-dir"])
        .arg(target)
        .current_dir(&workspace)
        .status()
        .expect("cargo runs");
    assert!(status.success(), "what the macros write is not free of lints");
}

/// A mistake that the snapshots cannot show: there the crate goes by its own name.
#[test]
fn a_crate_under_another_name_that_is_not_named_is_one_error() {
    let error = one_error(
        "my_name",
        "#[my_name::lambda_fn]\nasync fn hello(name: String) -> my_name::Result<String> {\n    Ok(name)\n}\n",
    );
    assert!(error.contains("`lambda_fn`"), "{error}");
}

/// A mistake that the snapshots cannot show: there the feature is on.
#[test]
fn a_shutdown_without_its_feature_is_one_error() {
    let error = one_error(
        "lambda-fn",
        "async fn close() {}\n\n#[lambda_fn::lambda_fn(shutdown = close)]\nasync fn hello(name: String) -> lambda_fn::Result<String> {\n    Ok(name)\n}\n",
    );
    assert!(error.contains("`shutdown` needs the feature `graceful-shutdown` of `lambda-fn`"), "{error}");
    let line = "lambda-fn = { version = \"0.1\", features = [\"graceful-shutdown\"] }";
    assert!(error.contains(&format!("write `{line}` in Cargo.toml")), "{error}");
    assert!(error.contains(" ^^^^^ the feature is off"), "at the path: {error}");
}

/// What rustc says of a function that has no features of the crate, under the name of its dependency: one error.
fn one_error(dependency: &str, function: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("one-error-{dependency}"));
    write(&folder.join("hello.rs"), function);
    let library = here("../lambda-fn");
    write(
        &folder.join("Cargo.toml"),
        &format!(
            "[workspace]\n[package]\nname = \"one-error\"\nedition = \"2024\"\n[dependencies]\n{dependency} = {{ package = \"lambda-fn\", path = '{}' }}\n[[bin]]\nname = \"one-error\"\npath = \"hello.rs\"\n",
            library.display()
        ),
    );
    let locked = fs::read_to_string(here("../Cargo.lock")).expect("the workspace has a lock file");
    write(&folder.join("Cargo.lock"), &locked);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("`target/tmp` is in `target`");
    let check = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--target-dir"])
        .arg(target)
        .current_dir(&folder)
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&check.stderr);
    let errors: Vec<_> = said.lines().filter(|line| line.starts_with("error[")).collect();
    assert_eq!(errors.len(), 1, "{said}");
    said.into_owned()
}

/// A workspace of its own, since nothing else shows that a function needs no other dependencies than these two.
fn write_workspace(folder: &Path) {
    let members = [
        ("edition-2021", "2021", "lambda-fn", "ui/pass"),
        ("edition-2024", "2024", "lambda-fn", "ui/pass"),
        ("renamed", "2024", "my_name", "ui/renamed"),
    ];
    for (member, edition, dependency, functions) in members {
        write(&folder.join(member).join("Cargo.toml"), &manifest(member, edition, dependency, functions));
    }
    write(&folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"*-*\", \"renamed\"]\n");
    let locked = fs::read_to_string(here("../Cargo.lock")).expect("the workspace has a lock file");
    write(&folder.join("Cargo.lock"), &locked);
}

fn manifest(name: &str, edition: &str, dependency: &str, functions: &str) -> String {
    let library = here("../lambda-fn");
    let bins = files(functions, "rs").into_iter().map(|file| {
        let function = file.file_stem().expect("a file has a name").to_string_lossy();
        format!("[[bin]]\nname = \"{name}-{function}\"\npath = '{}'\n", file.display())
    });
    format!(
        r#"[package]
name = "{name}"
edition = "{edition}"

[dependencies]
{dependency} = {{ package = "lambda-fn", path = '{}', features = ["graceful-shutdown"] }}
serde = {{ version = "1", features = ["derive"] }}

[lints.rust]
warnings = "deny"
missing_docs = "deny"
unsafe_code = "forbid"
rust_2018_idioms = {{ level = "deny", priority = -1 }}
trivial_casts = "deny"
unreachable_pub = "deny"
unused_lifetimes = "deny"
unused_qualifications = "deny"

[lints.clippy]
all = {{ level = "deny", priority = -1 }}
pedantic = {{ level = "deny", priority = -1 }}

{}"#,
        library.display(),
        bins.collect::<String>()
    )
}

/// Leaves a file alone that has not changed, so that cargo has nothing to do again.
fn write(path: &Path, content: &str) {
    if fs::read_to_string(path).is_ok_and(|found| found == content) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the target folder can be written");
    fs::write(path, content).expect("the target folder can be written");
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(here(folder)).expect("the folder exists");
    let files = entries.map(|entry| entry.expect("the folder can be read").path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    files
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn version(tool: &str) -> Option<String> {
    let output = Command::new(tool).arg("--version").output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}
