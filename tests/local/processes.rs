//! The command as people start it: its processes, its signals, its asynchronous events.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::process::{Child, ChildStderr, Command, Stdio};

use serde_json::json;

use crate::http::{PATH, post};
use crate::{CHAOS, INIT};

/// `serve` on a port of its own; ended on drop.
struct Served {
    process: Child,
    stderr: BufReader<ChildStderr>,
    address: SocketAddr,
}

fn serve(program: &str, args: &[&str], variables: &[(&str, &str)]) -> Served {
    let mut command = Command::new(program);
    command.arg("serve").args(["--port", "0"]).args(args).envs(variables.iter().copied());
    let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = BufReader::new(process.stderr.take().unwrap());
    let mut line = String::new();
    stderr.read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split(';').next());
    let address = address.unwrap_or_else(|| panic!("no address: {line}")).parse().unwrap();
    Served { process, stderr, address }
}

impl Served {
    /// Waits for a line of the log.
    fn says(&mut self, text: &str) -> String {
        let mut line = String::new();
        while self.stderr.read_line(&mut line).unwrap() > 0 {
            if line.contains(text) {
                return line;
            }
            line.clear();
        }
        panic!("`{text}` was never said")
    }

    fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Reads until every process that could write there is gone.
    fn until_all_are_gone(mut self) {
        let mut rest = String::new();
        while self.stderr.read_line(&mut rest).is_ok_and(|read| read > 0) {}
        self.process.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
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
    let mut served = serve(CHAOS, &["--no-timeout"], &[]);
    assert_eq!(post(served.address, PATH, &[], r#"{"echo":1}"#).json(), 1);
    let child = child_of(served.process.id());
    if hangs {
        let asynchronous = [("X-Amz-Invocation-Type", "Event")];
        assert_eq!(post(served.address, PATH, &asynchronous, "\"hang\"").status, 202);
        served.says("START RequestId");
        served.says("START RequestId");
    }
    served.signal(signal);
    served.process.wait().unwrap();
    // the child may take a moment, and no longer
    let gone = (0..5_000).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(2));
        !is_alive(child)
    });
    assert!(gone, "process {child} has outlived its parent");
    served.until_all_are_gone();
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_parent_leaves_no_child() {
    takes_its_child_along("-KILL", false);
    takes_its_child_along("-KILL", true);
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_during_an_invocation_leaves_no_child() {
    takes_its_child_along("-INT", true);
}

#[test]
fn a_failed_asynchronous_event_comes_again_twice() {
    let mut served = serve(CHAOS, &[], &[]);
    let answer = post(served.address, PATH, &[("X-Amz-Invocation-Type", "Event")], "\"fail\"");
    assert_eq!((answer.status, answer.body.len()), (202, 0));
    let id = &answer.headers["x-amzn-requestid"];
    for _ in 0..3 {
        assert!(served.says("START RequestId").contains(id), "each try has the event's id");
    }
    assert_eq!(served.says("given up"), format!("the event {id} is given up after 3 tries: Asked\n"));
}

#[test]
fn a_failed_asynchronous_event_comes_once_with_no_retry() {
    let mut served = serve(CHAOS, &["--no-retry"], &[]);
    let answer = post(served.address, PATH, &[("X-Amz-Invocation-Type", "Event")], "\"fail\"");
    let id = &answer.headers["x-amzn-requestid"];
    assert_eq!(served.says("given up"), format!("the event {id} is given up after 1 tries: Asked\n"));
}

#[test]
fn a_port_in_use_gives_way_to_the_next() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut process = Command::new(CHAOS)
        .args(["--port", &port.to_string()])
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(process.stderr.take().unwrap());
    let mut line = String::new();
    stderr.read_line(&mut line).unwrap();
    process.kill().unwrap();
    process.wait().unwrap();
    assert_eq!(line, format!("port {port} is taken; the next one is tried\n"));
}

fn inline(args: &[&str]) -> Command {
    let mut command = Command::new(CHAOS);
    command.args(args).env("LAMBDA_FN_LOCAL", "inline");
    command
}

#[cfg(unix)]
#[test]
fn inline_serves_an_event_in_one_process() {
    let output = inline(&["invoke", r#"{"variable":"AWS_LAMBDA_FUNCTION_NAME"}"#]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "\"chaos\"\n");
    assert!(output.status.success());
}

#[cfg(unix)]
#[test]
fn inline_reports_a_time_that_is_over() {
    let output = inline(&["invoke", "\"hang\""]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Sandbox.Timedout"));
}

#[test]
fn an_init_that_fails_does_not_end_the_server() {
    let file = std::env::temp_dir().join(format!("lambda-fn-serve-{}", std::process::id()));
    let served = serve(INIT, &[], &[("COUNT_FILE", file.to_str().unwrap()), ("INIT", "fails")]);
    for _ in 0..2 {
        assert_eq!(post(served.address, PATH, &[], "{}").json()["errorType"], json!("Table.Closed"));
    }
    drop(served);
    std::fs::remove_file(file).unwrap();
}

#[test]
fn invoke_reads_stdin() {
    let mut process = Command::new(CHAOS)
        .args(["invoke", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    process.stdin.take().unwrap().write_all(br#"{"echo":"stdin"}"#).unwrap();
    assert_eq!(process.wait_with_output().unwrap().stdout, b"\"stdin\"\n");
}
