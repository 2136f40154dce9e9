//! The command as people start it: its processes, its signals, its asynchronous events.

use serde_json::json;
use tests::{Ended, Program, TemporaryFile};

use crate::server::Server;
use crate::{CHAOS, INIT};

fn serve(args: &[&str]) -> Server {
    Server::start(&Program::at(CHAOS), &[&["serve", "--port", "0"], args].concat())
}

#[cfg(target_os = "linux")]
fn is_alive(process: u64) -> bool {
    // a zombie is not
    std::fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[cfg(target_os = "linux")]
fn child_of(parent: u32) -> u64 {
    let children = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).unwrap();
    children.split_whitespace().next().unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[track_caller]
fn takes_its_child_along(signal: &str, hangs: bool) {
    let mut server = serve(&["--no-timeout"]);
    server.responds(&json!({ "echo": 1 }), &json!(1));
    let child = child_of(server.process.id());
    if hangs {
        server.invoke_asynchronously(&json!("hang"));
        server.process.says("START RequestId");
        server.process.says("START RequestId");
    }
    server.process.signal(signal);
    server.process.wait();
    // the child may take a moment, and no longer
    let gone = (0..5_000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(2));
        !is_alive(child)
    });
    assert!(gone, "process {child} has outlived its parent");
    server.process.ends();
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_parent_leaves_no_child() {
    takes_its_child_along("KILL", false);
    takes_its_child_along("KILL", true);
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_during_an_invocation_leaves_no_child() {
    takes_its_child_along("INT", true);
}

#[test]
fn a_failed_asynchronous_event_comes_again_twice() {
    let mut server = serve(&[]);
    let answer = server.invoke_asynchronously(&json!("fail"));
    let id = &answer.headers["x-amzn-requestid"];
    for _ in 0..3 {
        assert!(server.process.says("START RequestId").contains(id), "each try has the event's id");
    }
    assert_eq!(server.process.says("given up"), format!("the event {id} is given up after 3 tries: Asked"));
}

#[test]
fn a_failed_asynchronous_event_comes_once_with_no_retry() {
    let mut server = serve(&["--no-retry"]);
    let answer = server.invoke_asynchronously(&json!("fail"));
    let id = &answer.headers["x-amzn-requestid"];
    assert_eq!(server.process.says("given up"), format!("the event {id} is given up after 1 tries: Asked"));
}

#[cfg(unix)]
fn inline(args: &[&str]) -> Ended {
    Program::at(CHAOS).env("LAMBDA_FN_LOCAL", "inline").output(args)
}

#[cfg(unix)]
#[test]
fn inline_serves_an_event_in_one_process() {
    let ended = inline(&["invoke", r#"{"variable":"AWS_LAMBDA_FUNCTION_NAME"}"#]);
    assert_eq!(ended.stdout, "\"chaos\"\n");
    assert!(ended.status.success(), "{ended:#?}");
    assert!(!ended.stderr.iter().any(|line| line.starts_with("error: ")), "{ended:#?}");
}

#[cfg(unix)]
#[test]
fn inline_reports_a_time_that_is_over() {
    let ended = inline(&["invoke", "--timeout", "1s", "\"hang\""]);
    assert_eq!(ended.status.code(), Some(1));
    assert!(ended.stdout.contains("Sandbox.Timedout"), "{ended:#?}");
}

#[test]
fn an_init_that_fails_does_not_end_the_server() {
    let file = TemporaryFile::at_new_path();
    let server = Server::anywhere(Program::at(INIT).env("COUNT_FILE", file.path()).env("INIT", "fails"));
    for _ in 0..2 {
        assert_eq!(server.fails(&json!({}))["errorType"], "Table.Closed");
    }
}
