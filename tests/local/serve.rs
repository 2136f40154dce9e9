//! `serve`, the local Lambda's own command.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tests::{Program, TemporaryFile, example, workspace};

use crate::http::{begin_request, get, post};
use crate::server::{ANY_PATH, Server};
use crate::{behaviour, failing_init};

const USER: &str = env!("CARGO_BIN_EXE_fixture-http-user");
const SAMPLE_RECORDS: &str = env!("CARGO_BIN_EXE_fixture-sample-records");
const WEBSOCKET: &str = env!("CARGO_BIN_EXE_fixture-websocket");

/// What `sh` prints for a command line, in the directory where the server runs.
fn pasted(line: &str) -> String {
    let output = Command::new("sh").args(["-c", line]).current_dir(workspace()).output().unwrap();
    assert!(output.status.success(), "{line}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn has_curl() -> bool {
    Command::new("curl").arg("--version").output().is_ok()
}

#[test]
fn the_curl_line_works_when_pasted() {
    let manifest = workspace().join("examples/hello");
    let mut server = Server::anywhere(example("hello").env("CARGO_MANIFEST_DIR", manifest.display()));
    let curl = server.curl();
    let path = "/2015-03-31/functions/hello/invocations";
    assert_eq!(curl, format!("curl -d '@examples/hello/event.json' http://{}{path}", server.address));
    let expected = json!({ "message": "Hello, Lambda!" });
    if has_curl() {
        assert_eq!(serde_json::from_str::<Value>(&pasted(&curl)).unwrap(), expected);
    }
    assert_eq!(post(server.address, path, &[], r#"{"name":"Lambda"}"#).json(), expected);
}

#[test]
fn the_curl_line_sends_an_event_of_the_function_s_source() {
    let empty = json!({ "batchItemFailures": [] });
    let functions = [
        ("sqs", empty.clone()),
        ("kinesis", empty.clone()),
        ("dynamodb", empty.clone()),
        ("kafka", empty),
        ("sns", json!(null)),
        ("s3", json!(null)),
        ("eventbridge", json!(null)),
        ("cloudwatch_logs", json!(null)),
        ("firehose", json!({ "records": [{ "recordId": "1", "result": "Ok", "data": "e30=" }] })),
    ];
    for (handler, expected) in functions {
        let mut server = Server::anywhere(Program::at(SAMPLE_RECORDS).env("HANDLER", handler));
        let curl = server.curl();
        assert!(curl.starts_with("curl -d '{\""), "{curl}");
        if has_curl() {
            assert_eq!(serde_json::from_str::<Value>(&pasted(&curl)).unwrap(), expected, "{curl}");
        }
        let ended = server.process.kill();
        assert!(!has_curl() || ended.stderr.iter().any(|line| line.contains("END RequestId")), "{ended:#?}");
    }
}

#[test]
fn the_curl_line_sends_the_event_of_the_binary_where_the_package_has_several() {
    let package = TemporaryFile::at_new_path();
    std::fs::create_dir_all(format!("{}/events", package.path())).unwrap();
    let events = [
        ("event.json", r#"{"name":"package"}"#),
        ("events/hello.json", "\u{feff}{\"name\":\"binary\"}"),
        ("events/other.json", r#"{"name":"other"}"#),
    ];
    for (file, event) in events {
        std::fs::write(format!("{}/{file}", package.path()), event).unwrap();
    }
    let mut server = Server::anywhere(example("hello").env("CARGO_MANIFEST_DIR", package.path()));
    let curl = server.curl();
    assert!(curl.contains("events/hello.json' http://127.0.0.1:"), "{curl}");
    if has_curl() {
        let answer: Value = serde_json::from_str(&pasted(&curl)).unwrap();
        assert_eq!(answer, json!({ "message": "Hello, binary!" }), "with a byte order mark, too");
    }
    std::fs::remove_dir_all(package.path()).unwrap();
}

#[test]
fn the_curl_line_has_an_event_of_its_own_where_there_is_no_file() {
    let mut server = Server::anywhere(example("from-lambda-runtime"));
    let curl = server.curl();
    assert!(curl.starts_with("curl -d '{}' http://127.0.0.1:"), "{curl}");
    if has_curl() {
        let answer: Value = serde_json::from_str(&pasted(&curl)).unwrap();
        assert_eq!(answer["errorType"], "Runtime.UnmarshalError");
    }
}

/// An empty event is no HTTP request.
#[test]
fn the_curl_line_of_an_http_function_is_a_request_of_one_of_its_routes() {
    let mut server = Server::anywhere(Program::at(USER));
    let curl = server.curl();
    assert_eq!(curl, format!("curl http://{}/users/1", server.address));
    if has_curl() {
        assert_eq!(serde_json::from_str::<Value>(&pasted(&curl)).unwrap()["name"], "Grace");
    }
}

#[test]
fn the_curl_line_sends_the_event_of_an_http_function_where_there_is_a_file() {
    let manifest = workspace().join("examples/api");
    let curl = Server::anywhere(Program::at(USER).env("CARGO_MANIFEST_DIR", manifest.display())).curl();
    assert!(curl.starts_with("curl -d '@examples/api/event.json' http://127.0.0.1:"), "{curl}");
}

/// Messages come over a connection, which `curl` does not hold.
#[test]
fn a_websocket_api_has_no_curl_line() {
    let server = Server::anywhere(Program::at(WEBSOCKET));
    let mut process = server.process;
    process.says("connect to ws://");
    let ended = process.kill();
    assert!(ended.stderr.iter().all(|line| !line.contains("curl")), "{ended:#?}");
}

#[test]
fn a_busy_port_gives_way_to_the_next_free_one() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let of_the_variable = Server::start(&example("hello").env("LAMBDA_FN_PORT", port), &[]);
    let of_the_option = Server::start(&example("hello"), &["--port", &port.to_string()]);
    for server in [of_the_variable, of_the_option] {
        assert!(server.address.port() > port);
        server.responds(&json!({ "name": "you" }), &json!({ "message": "Hello, you!" }));
        let ended = server.process.kill();
        assert_eq!(ended.stderr[0], format!("port {port} is taken; the next one is tried"));
    }
}

/// `localhost` is `[::1]` for many clients.
#[test]
fn loopback_is_served_under_both_of_its_addresses() {
    if !has_ipv6() {
        return;
    }
    let server = Server::anywhere(example("hello"));
    let address = SocketAddr::from((Ipv6Addr::LOCALHOST, server.address.port()));
    let answer = post(address, ANY_PATH, &[], r#"{"name":"v6"}"#);
    assert_eq!((answer.status, answer.json()), (200, json!({ "message": "Hello, v6!" })));
}

#[test]
fn a_port_is_busy_where_another_program_has_it_under_ipv6_alone() {
    if !has_ipv6() {
        return;
    }
    let taken = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let server = Server::start(&example("hello"), &["--port", &port.to_string()]);
    assert!(server.address.port() > port);
}

fn has_ipv6() -> bool {
    let found = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    if !found {
        eprintln!("this machine has no IPv6: its loopback is not looked at");
    }
    found
}

#[test]
fn a_port_that_is_none_is_said() {
    let ended = example("hello").env("LAMBDA_FN_PORT", 65536).output(&[]);
    assert_eq!(ended.status.code(), Some(1));
    assert_eq!(ended.stderr, ["error: `LAMBDA_FN_PORT` is not a port; it is 0 to 65535"]);
}

#[test]
fn a_function_error_is_a_200_with_a_header() {
    let server = Server::anywhere(behaviour());
    let failure = server.fails(&json!({ "fail": "as told" }));
    assert_eq!(failure, json!({ "errorType": "Failed", "errorMessage": "as told" }));
    server.responds(&json!({ "echo": 1 }), &json!(1));
}

#[test]
fn a_path_that_there_is_none_of() {
    let server = Server::anywhere(example("hello"));
    let answer = post(server.address, "/elsewhere", &[], "{}");
    assert_eq!(answer.status, 404);
    let answer = answer.json();
    let message = answer["message"].as_str().unwrap();
    assert!(message.contains("`POST /2015-03-31/functions/hello/invocations`"), "{message}");
}

#[test]
fn ctrl_c_ends_the_server_and_the_function() {
    let mut server = Server::anywhere(behaviour());
    let _unanswered = begin_request(server.address, "POST", ANY_PATH, &[], "\"hang\"");
    server.process.says("an event is served");
    server.process.signal("INT");
    let ended = server.process.ends();
    assert_eq!(ended.status.code(), Some(0), "{ended:#?}");
    assert!(ended.stdout.is_empty(), "{ended:#?}");
}

#[test]
fn a_crash_is_answered_and_the_next_event_gets_a_fresh_process() {
    let server = Server::anywhere(behaviour());
    let first = server.invoke(&json!("process")).json();
    server.responds(&json!("process"), &first);

    let crash = server.fails(&json!({ "exit": 42 }));
    assert_eq!(crash["errorType"], "Runtime.ExitError");
    let message = crash["errorMessage"].as_str().unwrap();
    assert!(message.ends_with(" Error: Runtime exited with error: exit status 42"), "{message}");

    let second = server.invoke(&json!("process")).json();
    assert!(second.is_u64() && second != first, "{second} after {first}");
}

#[test]
fn an_init_that_fails_is_answered_to_every_event() {
    let server = Server::anywhere(failing_init());
    for _ in 0..2 {
        let failure = server.fails(&json!({}));
        assert_eq!(failure["errorType"], "Table.Closed");
    }
}

#[test]
fn many_events_at_once_are_each_answered() {
    let server = Server::anywhere(behaviour());
    let address = server.address;
    let invoke = |number| move || post(address, ANY_PATH, &[], json!({ "echo": number }).to_string()).json();
    let invocations = [1, 2, 3, 4, 5, 6, 7, 8].map(|number| (number, std::thread::spawn(invoke(number))));
    for (number, invocation) in invocations {
        assert_eq!(invocation.join().unwrap(), number);
    }
}

/// A server whose reader of stderr goes away behind the line with its address.
struct Unheard {
    child: Child,
    address: SocketAddr,
}

impl Unheard {
    fn start(binary: &str) -> Self {
        let mut command = Command::new(binary);
        let command = command.env_clear().env("LAMBDA_FN_PORT", "0").current_dir(workspace());
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.split("http://").nth(1).unwrap().split(';').next().unwrap().parse().unwrap();
        Self { child, address }
    }
}

impl Drop for Unheard {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_broken_stderr_stops_nothing() {
    let server = Unheard::start(USER);
    for _ in 0..2 {
        assert_eq!(get(server.address, "/elsewhere").status, 404, "which is told on stderr");
    }
    assert_eq!(get(server.address, "/users/1").json()["name"], "Grace");
}
