//! The commands that deploy a function: what they print, write and refuse.

use std::path::Path;

use tests::{Ended, Program, TemporaryFile, example, workspace};

use crate::{behaviour, triggers};

/// As `cargo run -p order-pipeline` starts it.
fn orders() -> Program {
    let folder = workspace().join("examples/order-pipeline");
    example("order-pipeline").env("CARGO_MANIFEST_DIR", folder.display()).env("CARGO_PKG_NAME", "order-pipeline")
}

#[track_caller]
fn succeeds(ended: Ended) -> Ended {
    assert_eq!(ended.status.code(), Some(0), "{ended:#?}");
    ended
}

#[track_caller]
fn fails(ended: Ended) -> Ended {
    assert_eq!(ended.status.code(), Some(1), "{ended:#?}");
    ended
}

fn read(file: &TemporaryFile) -> String {
    std::fs::read_to_string(file.path()).unwrap()
}

#[test]
fn template_prints_the_same_each_time() {
    let first = succeeds(orders().output(&["template"]));
    assert!(first.stderr.is_empty(), "{first:#?}");
    assert!(first.stdout.contains("\n      CodeUri: examples/order-pipeline\n"), "{}", first.stdout);
    assert_eq!(orders().output(&["template"]).stdout, first.stdout);
}

#[test]
fn a_file_is_made_and_then_up_to_date() {
    let file = TemporaryFile::at_new_path();
    succeeds(behaviour().output(&["template", "--write", file.path()]));
    let made = read(&file);
    assert_eq!(made, behaviour().output(&["template"]).stdout);
    let again = succeeds(behaviour().output(&["template", "--write", file.path()]));
    assert_eq!(again.stderr, [format!("`{}` is up to date", file.path())]);
    assert_eq!(read(&file), made);
    let check = succeeds(behaviour().output(&["template", "--check", file.path()]));
    assert!(check.stdout.is_empty() && check.stderr.is_empty(), "{check:#?}");
}

#[test]
fn a_file_keeps_its_byte_order_mark() {
    let file = TemporaryFile::at_new_path();
    succeeds(behaviour().output(&["template", "--write", file.path()]));
    let made = read(&file);
    std::fs::write(file.path(), format!("\u{feff}{made}")).unwrap();
    succeeds(behaviour().output(&["template", "--check", file.path()]));
    let changed = format!("\u{feff}{}", made.replace("MemorySize: 256", "MemorySize: 512"));
    std::fs::write(file.path(), changed).unwrap();
    succeeds(behaviour().output(&["template", "--write", file.path()]));
    assert_eq!(read(&file), format!("\u{feff}{made}"));
}

#[test]
fn what_need_not_go_is_not_in_the_remedy() {
    let file = TemporaryFile::at_new_path();
    let path = file.path();
    succeeds(orders().output(&["template", "--write", path]));
    let shared = "deadLetterTargetArn: arn:aws:sqs:eu-central-1:123456789012:shared.fifo";
    let changed = read(&file).replace("deadLetterTargetArn: !GetAtt OrdersFifoDeadLetterQueue.Arn", shared);
    assert!(changed.contains(shared), "{changed}");
    std::fs::write(path, changed.replace("      Timeout: 30\n", "      Timeout: 31\n")).unwrap();
    let check = fails(orders().output(&["template", "--check", path]));
    let reason = format!("error: `{path}` and the code differ; run `template --write {path}`");
    assert_eq!(check.stderr.last(), Some(&reason), "{check:#?}");
}

#[test]
fn a_difference_is_shown_and_fails() {
    let file = TemporaryFile::at_new_path();
    succeeds(behaviour().output(&["template", "--write", file.path()]));
    let changed = read(&file).replace("MemorySize: 256", "MemorySize: 512 # more");
    std::fs::write(file.path(), &changed).unwrap();
    let check = fails(behaviour().output(&["template", "--check", file.path()]));
    let path = file.path();
    let property = "Resources.DoesAsToldFunction.Properties.MemorySize";
    let expected = format!("--- {path}\n+++ does-as-told\n- {property}: 512\n+ {property}: 256\n");
    assert_eq!(check.stdout, expected);
    let reason = format!("error: `{path}` and the code differ; run `template --write {path}`");
    assert_eq!(check.stderr, [reason]);
    assert_eq!(read(&file), changed, "only looked at");
    succeeds(behaviour().output(&["template", "--write", path]));
    assert!(read(&file).contains("MemorySize: 256 # more\n"));
}

#[test]
fn several_functions_share_a_file() {
    let file = TemporaryFile::at_new_path();
    for function in [behaviour(), triggers(), example("hello")] {
        succeeds(function.output(&["template", "--write", file.path()]));
    }
    for function in [behaviour(), triggers(), example("hello")] {
        succeeds(function.output(&["template", "--check", file.path()]));
    }
}

#[test]
fn a_function_whose_package_is_gone_goes_when_asked() {
    let file = TemporaryFile::at_new_path();
    succeeds(orders().output(&["template", "--write", file.path()]));
    let before = read(&file);
    let gone = "  GoneFunction:\n    Type: AWS::Serverless::Function\n    Metadata:\n      LambdaFn:\n        Functions: [gone]\n    Properties:\n      CodeUri: no/such/package\n\n";
    std::fs::write(file.path(), before.replace("Resources:\n", &format!("Resources:\n{gone}"))).unwrap();
    let with_it = read(&file);
    let written = succeeds(orders().output(&["template", "--write", file.path()]));
    assert!(written.stderr[0].starts_with("warning: `Resources.GoneFunction` of "), "{written:#?}");
    assert_eq!(read(&file), with_it);
    fails(orders().output(&["template", "--check", file.path()]));
    succeeds(orders().output(&["template", "--write", file.path(), "--prune"]));
    assert!(!read(&file).contains("GoneFunction"));
    succeeds(orders().output(&["template", "--check", file.path()]));
}

#[test]
fn a_file_that_cannot_be_understood_is_left_alone() {
    for text in ["Resources: [", "a: 1\na: 2\n", "a: 1\n---\nb: 2\n", "\u{feff}\tx: 1\n", "Resources: &a {}\nB: *a\n"] {
        let file = TemporaryFile::with(text);
        let refused = fails(behaviour().output(&["template", "--write", file.path()]));
        assert!(refused.stderr[0].starts_with(&format!("error: `{}` is left as it is: ", file.path())), "{refused:#?}");
        assert_eq!(read(&file), text);
    }
    let missing = fails(behaviour().output(&["template", "--check", "no/such/file.yaml"]));
    assert!(missing.stderr[0].starts_with("error: there is no `no/such/file.yaml`; make it"), "{missing:#?}");
    let unwritable = fails(behaviour().output(&["template", "--write", "no/such/file.yaml"]));
    assert!(unwritable.stderr[0].starts_with("error: `no/such/file.yaml` cannot be written: "), "{unwritable:#?}");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_and_nothing_lies_beside() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = TemporaryFile::at_new_path();
    std::fs::create_dir(folder.path()).unwrap();
    let (file, link) = (Path::new(folder.path()).join("real.yaml"), Path::new(folder.path()).join("link.yaml"));
    std::fs::write(&file, "# ours\n").unwrap();
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o640)).unwrap();
    symlink(&file, &link).unwrap();
    succeeds(behaviour().output(&["template", "--write", link.to_str().unwrap()]));
    assert!(link.is_symlink() && std::fs::read_to_string(&file).unwrap().starts_with("# ours\nAWSTemplate"));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    std::fs::remove_dir_all(folder.path()).unwrap();
}

#[test]
fn words_that_do_not_go_together() {
    let refused = [
        (&["template", "--prune"][..], "`--prune` needs a file; add `--write <FILE>`"),
        (&["template", "--write", "a", "--check", "b"], "`--write` and `--check` exclude each other; remove one"),
        (&["describe", "--format", "yaml"], "`--format` cannot be `yaml`; write `json` or `terraform`"),
        (&["deploy", "--region", "x"], "there is no option `--region`; `--help` names those there are"),
    ];
    for (args, reason) in refused {
        assert_eq!(fails(behaviour().output(args)).stderr[0], format!("error: {reason}"));
    }
}

#[test]
fn deploy_says_what_it_would_run() {
    let expected = "cargo lambda build --release --arm64 --package tests --bin fixture-behaviour\n\
        cargo lambda deploy --binary-name fixture-behaviour --runtime provided.al2023 --description 'Does what its event asks for' \
        --memory 256 --timeout 30 --env-var GREETING=hello --env-var STAGE=test --region eu-central-1 does-as-told\n";
    let region = ["--region", "eu-central-1"];
    for args in
        [["deploy", "--dry-run", "--", region[0], region[1]], ["deploy", "--", region[0], region[1], "--dry-run"]]
    {
        let dry = succeeds(behaviour().env("CARGO_PKG_NAME", "tests").output(&args));
        assert_eq!(dry.stdout, expected);
    }
}

/// The environment of the test is empty: there is no cargo in it.
#[test]
fn deploy_says_how_to_install_what_it_needs() {
    let absent = fails(behaviour().env("PATH", "/nowhere").output(&["deploy"]));
    let [line] = &absent.stderr[..] else { panic!("one line alone: {absent:#?}") };
    assert!(line.starts_with("error: cargo-lambda is not found; install it with `pip install cargo-lambda`"), "{line}");
}
