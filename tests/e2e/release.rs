//! A release build holds nothing of the local Lambda.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::json;
use tests::{Program, build, example};

use crate::support::{error_of, json_log, lambda, serves};

/// `MARKER` of `lambda-fn/src/local.rs`.
const MARKER: &[u8] = b"lambda-fn local Lambda";

pub(crate) fn release_binary() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| build("release", &["hello"]).remove("hello").unwrap())
}

fn has_marker(binary: &Path) -> bool {
    let bytes = std::fs::read(binary).unwrap();
    bytes.windows(MARKER.len()).any(|window| window == MARKER)
}

#[test]
fn the_marker_is_in_a_debug_build_alone() {
    assert!(has_marker(example("hello").binary()) == cfg!(debug_assertions));
    assert!(!has_marker(release_binary()));
}

#[test]
fn without_a_runtime_api_it_says_what_to_do() {
    for args in [&[][..], &["invoke", "{}"], &["describe"]] {
        let ended = Program::at(release_binary()).output(args);
        assert_eq!(ended.status.code(), Some(1));
        assert!(ended.stdout.is_empty(), "{ended:#?}");
        let [line] = &ended.stderr[..] else { panic!("one line: {ended:#?}") };
        assert!(line.contains("release build") && line.contains("`cargo run`"), "{line}");
    }
}

#[test]
fn it_serves_events() {
    let hello = lambda(release_binary()).spawn();
    serves(&hello, &json!({ "name": "Lambda" }), json!({ "message": "Hello, Lambda!" }));
    let message = error_of(&hello.invoke(&json!({ "name": 1 })), "Runtime.UnmarshalError");
    assert!(message.contains("`$.name`"), "{message}");
    serves(&hello, &json!({ "name": "you" }), json!({ "message": "Hello, you!" }));
    assert_eq!(json_log(&hello).len(), 1);
}
