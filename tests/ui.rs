//! What the macros say of a mistake, and that they say nothing where there is none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::{Value, json};
use tests::all_cases;

/// The release whose own words the snapshots hold.
const RUSTC: &str = "rustc 1.95";

/// Mistakes that the macros find, in their own words.
const FOUND_BY_THE_MACROS: [&str; 6] =
    ["ui/fail/attribute", "ui/fail/derive", "ui/fail/http", "ui/fail/signature", "ui/fail/trigger", "ui/fail_all"];
/// Mistakes that rustc finds in what the macros write, at the user's own token, or refuses besides, whatever the macros do.
const FOUND_BY_RUSTC: [&str; 2] = ["ui/fail_types", "ui/fail_twice"];
/// Where every file has one mistake, which is one error.
const ONE_ERROR_EACH: [&str; 6] =
    ["ui/fail/attribute", "ui/fail/derive", "ui/fail/http", "ui/fail/signature", "ui/fail/trigger", "ui/fail_types"];

#[test]
fn mistakes_are_refused() {
    let cases = trybuild::TestCases::new();
    // as seen from this package: with a whole path, the snapshots have no lines
    let fails = |mistake: &PathBuf| cases.compile_fail(mistake.strip_prefix(here("")).unwrap_or(mistake));
    tried(&FOUND_BY_THE_MACROS).iter().for_each(fails);
    match version("rustc") {
        Some(version) if version.starts_with(RUSTC) => {
            tried(&FOUND_BY_RUSTC).iter().for_each(fails);
        }
        found => eprintln!("skipped what {RUSTC} says itself, since this is {found:?}"),
    }
}

/// The mistakes of some folders; every tenth unless all cases are tried, or some are asked for.
fn tried(folders: &[&str]) -> Vec<PathBuf> {
    let asked = env::var_os("TRYBUILD").is_some() || env::args().any(|argument| argument.starts_with("trybuild="));
    let step = if all_cases() || asked { 1 } else { 10 };
    folders.iter().flat_map(|folder| files(folder, "rs")).step_by(step).collect()
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

/// The snapshots are of the edition of this package, and a rule of another one can add an error of its own.
#[test]
fn a_mistake_is_one_error_in_edition_2021_too() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mistakes-2021");
    let mistakes = tried(&ONE_ERROR_EACH);
    let bins = mistakes.iter().map(|file| {
        let path = file.strip_prefix(here("ui")).expect("it is one of these").with_extension("");
        let name = path.display().to_string().replace('/', "-");
        format!("[[bin]]\nname = \"{name}\"\npath = '{}'\n", file.display())
    });
    // the dependencies of this package, so that what they are is built once
    let manifest = fs::read_to_string(here("Cargo.toml")).expect("the package has a manifest");
    let workspace = fs::read_to_string(here("../Cargo.toml")).expect("the workspace has a manifest");
    let section = |manifest: &str, name: &str| {
        let (_, section) = manifest.split_once(&format!("\n[{name}]\n")).expect("the section is there");
        section
            .split("\n[")
            .next()
            .unwrap_or_default()
            .replace("path = \"", &format!("path = \"{}/", here("..").display()))
    };
    let content = format!(
        "[workspace]\n[workspace.dependencies]\n{}\n[package]\nname = \"mistakes\"\nedition = \"2021\"\n[dependencies]\n{}\n{}",
        section(&workspace, "workspace.dependencies"),
        section(&manifest, "dependencies"),
        bins.collect::<String>()
    );
    write(&folder.join("Cargo.toml"), &content);
    let locked = fs::read_to_string(here("../Cargo.lock")).expect("the workspace has a lock file");
    write(&folder.join("Cargo.lock"), &locked);
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("`target/tmp` is in `target`");
    let check = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--keep-going", "--message-format", "json", "--target-dir"])
        .arg(target)
        .current_dir(&folder)
        .output()
        .expect("cargo runs");
    let mut errors: BTreeMap<PathBuf, Vec<String>> = mistakes.into_iter().map(|file| (file, Vec::new())).collect();
    for line in String::from_utf8_lossy(&check.stdout).lines() {
        let said: Value = serde_json::from_str(line).expect("cargo writes JSON");
        let (level, code) = (&said["message"]["level"], &said["message"]["code"]);
        // the last line of rustc counts the others
        let summary = code.is_null() && said["message"]["spans"] == json!([]);
        let of = said["target"]["src_path"].as_str().map(PathBuf::from);
        if let Some(errors) = of.and_then(|file| errors.get_mut(&file)).filter(|_| !summary && !level.is_null()) {
            errors.push(said["message"]["rendered"].as_str().unwrap_or_default().to_owned());
        }
    }
    // here the handler has no name to call, so nothing tells what its event is
    let unknown = here("ui/fail_types/on_an_associated_fn.rs");
    let is_right = |file: &Path, errors: &[String]| errors.len() == 1 || (file == unknown && errors.len() == 2);
    let others: Vec<_> = errors.into_iter().filter(|(file, errors)| !is_right(file, errors)).collect();
    let said: Vec<_> =
        others.iter().map(|(file, errors)| format!("{}:\n{}", file.display(), errors.concat())).collect();
    assert!(said.is_empty(), "{}\n{}", said.join("\n"), String::from_utf8_lossy(&check.stderr));
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
    let function =
        "#[my_name::lambda_fn]\nasync fn hello(name: String) -> my_name::Result<String> {\n    Ok(name)\n}\n";
    let said = said_of("renamed-unnamed", "my_name", function);
    let error = the_one_error(&said);
    assert!(error.contains("`lambda_fn`"), "{said}");
}

/// Another one: there all features are on that any function needs.
#[test]
fn a_source_whose_feature_is_off_is_one_error() {
    let function = "#[lambda_fn::lambda_fn(cloudwatch_logs(group = \"orders\"))]\nasync fn line(line: String) -> lambda_fn::Result<()> {\n    drop(line);\n    Ok(())\n}\n";
    let said = said_of("feature-off", "lambda-fn", function);
    let error = the_one_error(&said);
    assert_eq!(error, "error[E0277]: the lines of a log group need the feature `cloudwatch-logs` of `lambda-fn`");
    assert!(said.contains("run `cargo add lambda-fn --features cloudwatch-logs`"), "{said}");
}

/// What cargo says of a function in a package of its own that has no other dependency than this one.
fn said_of(package: &str, dependency: &str, function: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(package);
    write(&folder.join("function.rs"), function);
    let library = here("../lambda-fn");
    write(
        &folder.join("Cargo.toml"),
        &format!(
            "[workspace]\n[package]\nname = \"{package}\"\nedition = \"2024\"\n[dependencies]\n{dependency} = {{ package = \"lambda-fn\", path = '{}' }}\n[[bin]]\nname = \"{package}\"\npath = \"function.rs\"\n",
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
    String::from_utf8_lossy(&check.stderr).into_owned()
}

#[track_caller]
fn the_one_error(said: &str) -> &str {
    let errors: Vec<_> = said.lines().filter(|line| line.starts_with("error[")).collect();
    let [error] = errors[..] else { panic!("one error: {said}") };
    error
}

#[test]
fn http_without_its_feature_is_one_error() {
    let function = "#[lambda_fn::lambda_fn(http)]\nasync fn hello() -> &'static str {\n    \"\"\n}\n";
    let said = said_of("http-off", "lambda-fn", function);
    assert_eq!(the_one_error(&said), "error[E0277]: `http` needs the feature `http` of `lambda-fn`");
    assert!(said.contains("run `cargo add lambda-fn --features http`"), "{said}");
    assert!(said.contains(" ^^^^ the feature is off"), "at the source: {said}");
}

/// rustc's own, which shows the line with the remedy.
#[test]
fn an_import_whose_feature_is_off_is_one_error() {
    let queue = "#[lambda_fn::lambda_fn(sqs(queue = \"orders\"))]\nasync fn take";
    let stream = "#[lambda_fn::lambda_fn(dynamodb(table = \"orders\", starting_position = \"LATEST\"))]\nasync fn take";
    let unit = "-> lambda_fn::Result<()> {\n    Ok(())\n}\n";
    let functions = [
        (
            "http",
            "use lambda_fn::http::{Json, Path, Problem};\n\n#[lambda_fn::lambda_fn(http(route = \"GET /users/{id}\"))]\nasync fn user(Path(id): Path<usize>) -> Result<Json<usize>, Problem> {\n    Ok(Json(id))\n}\n".to_owned(),
        ),
        (
            "http",
            "use lambda_fn::http::Router;\n\n#[lambda_fn::lambda_fn(http)]\nfn api() -> Router {\n    Router::new()\n}\n".to_owned(),
        ),
        ("dynamodb", format!("use lambda_fn::Change;\n\n{stream}(_: Change<String>) {unit}")),
        ("sqs", format!("use lambda_fn::events::sqs::SqsEvent;\n\n{queue}(_: SqsEvent) {unit}")),
    ];
    for (feature, function) in functions {
        let said = said_of("import-off", "lambda-fn", &function);
        assert!(the_one_error(&said).starts_with("error[E0432]: unresolved import"), "{said}");
        assert!(said.contains(&format!("`cargo add lambda-fn --features {feature}`")), "{said}");
    }
}

#[test]
fn a_shutdown_without_its_feature_is_one_error() {
    let function = "async fn close() {}\n\n#[lambda_fn::lambda_fn(shutdown = close)]\nasync fn hello(name: String) -> lambda_fn::Result<String> {\n    Ok(name)\n}\n";
    let said = said_of("shutdown-off", "lambda-fn", function);
    let error = the_one_error(&said);
    assert!(error.contains("`shutdown` needs the feature `graceful-shutdown` of `lambda-fn`"), "{said}");
    assert!(said.contains("run `cargo add lambda-fn --features graceful-shutdown`"), "{said}");
    assert!(said.contains(" ^^^^^ the feature is off"), "at the path: {said}");
}

/// A workspace of its own, since nothing else shows that a function needs no other dependencies than these two.
fn write_workspace(folder: &Path) {
    let members = [
        ("edition-2021", "2021", "lambda-fn", "\"dynamodb\", \"graceful-shutdown\"", "ui/pass"),
        ("edition-2024", "2024", "lambda-fn", "\"dynamodb\", \"graceful-shutdown\"", "ui/pass"),
        ("http-2021", "2021", "lambda-fn", "\"http\"", "ui/http"),
        ("http-2024", "2024", "lambda-fn", "\"http\"", "ui/http"),
        ("renamed", "2024", "my_name", "\"graceful-shutdown\", \"http\"", "ui/renamed"),
    ];
    for (member, edition, dependency, features, functions) in members {
        write(&folder.join(member).join("Cargo.toml"), &manifest(member, edition, dependency, features, functions));
    }
    write(&folder.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"*-*\", \"renamed\"]\n");
    let locked = fs::read_to_string(here("../Cargo.lock")).expect("the workspace has a lock file");
    write(&folder.join("Cargo.lock"), &locked);
}

fn manifest(name: &str, edition: &str, dependency: &str, features: &str, functions: &str) -> String {
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
{dependency} = {{ package = "lambda-fn", path = '{}', features = [{features}] }}
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
