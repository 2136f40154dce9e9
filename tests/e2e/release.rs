//! A release build holds nothing of the local Lambda.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::json;

use crate::support::{Function, build, example};

/// `MARKER` of `lambda-fn/src/local.rs`.
const MARKER: &[u8] = b"lambda-fn local Lambda";

fn release_binary() -> &'static Path {
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
        let ended = Function::at(release_binary()).run(args, b"").ends();
        assert_eq!(ended.status.code(), Some(1));
        assert!(ended.stdout.is_empty(), "{ended:#?}");
        let [line] = &ended.stderr[..] else { panic!("one line: {ended:#?}") };
        assert!(line.contains("release build") && line.contains("`cargo run`"), "{line}");
    }
}

#[test]
fn it_serves_events() {
    let hello = Function::at(release_binary()).json_logs().start();
    hello.serves(json!({ "name": "Lambda" }), json!({ "message": "Hello, Lambda!" }));
    let message = hello.invoke(json!({ "name": 1 })).error("Runtime.UnmarshalError");
    assert!(message.contains("`$.name`"), "{message}");
    hello.serves(json!({ "name": "you" }), json!({ "message": "Hello, you!" }));
    assert_eq!(hello.json_log().len(), 1);
}
