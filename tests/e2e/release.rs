//! A release build holds nothing of the local Lambda.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::json;
use tests::{Program, all_cases, build, example};

use crate::support::{error_of, json_log, lambda, serves};

/// `MARKER` of `lambda-fn/src/local.rs`.
const MARKER: &[u8] = b"lambda-fn local Lambda";

/// `None` unless all cases are tried: a release build takes minutes.
pub(crate) fn release_binary() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
    let built = BUILT.get_or_init(|| match all_cases() {
        true => build("release", &["hello"]).remove("hello"),
        false => {
            eprintln!("skipped what is said of a release build; set `LAMBDA_FN_TESTS=all` to look at it");
            None
        }
    });
    built.as_deref()
}

fn has_marker(binary: &Path) -> bool {
    let bytes = std::fs::read(binary).unwrap();
    bytes.windows(MARKER.len()).any(|window| window == MARKER)
}

#[test]
fn the_marker_is_in_a_debug_build_alone() {
    assert!(has_marker(example("hello").binary()) == cfg!(debug_assertions));
    assert!(release_binary().is_none_or(|binary| !has_marker(binary)));
}

#[test]
fn without_a_runtime_api_it_says_what_to_do() {
    let Some(binary) = release_binary() else { return };
    for args in [&[][..], &["invoke", "{}"], &["describe"]] {
        let ended = Program::at(binary).output(args);
        assert_eq!(ended.status.code(), Some(1));
        assert!(ended.stdout.is_empty(), "{ended:#?}");
        let [line] = &ended.stderr[..] else { panic!("one line: {ended:#?}") };
        assert!(line.contains("release build") && line.contains("`cargo run`"), "{line}");
    }
}

#[test]
fn it_serves_events() {
    let Some(binary) = release_binary() else { return };
    let hello = lambda(binary).spawn();
    serves(&hello, &json!({ "name": "Lambda" }), json!({ "message": "Hello, Lambda!" }));
    let message = error_of(&hello.invoke(&json!({ "name": 1 })), "Runtime.UnmarshalError");
    assert!(message.contains("`$.name`"), "{message}");
    serves(&hello, &json!({ "name": "you" }), json!({ "message": "Hello, you!" }));
    assert_eq!(json_log(&hello).len(), 1);
}
