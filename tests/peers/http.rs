//! Clients of others against HTTP as the local Lambda serves it: a browser, curl, signatures, AWS's SDK for connections.

use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use lambda_fn::testing::{HttpKind, LocalLambda};
use serde_json::{Value, json};
use tests::DEADLINE;
use tungstenite::Message;

use crate::{here, is_required, peer, succeeds};

const HTTP: &str = env!("CARGO_BIN_EXE_fixture-local-http");
const WEBSOCKET: &str = env!("CARGO_BIN_EXE_fixture-websocket");

/// A program of the system's, where it is installed.
fn installed(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file());
    assert!(found.is_some() || !is_required(), "`{name}` is absent; run `.ci/peers`");
    if found.is_none() {
        eprintln!("`{name}` is absent, nothing is tested: run `.ci/peers`");
    }
    found
}

fn function_url() -> LocalLambda {
    LocalLambda::function(HTTP).http_as(HttpKind::FunctionUrl).spawn()
}

/// Chromium loads the page of `examples/stream`, whose script shows what the event stream brings.
#[test]
fn a_browser_shows_a_stream_of_events() {
    let Some(chromium) = installed("chromium") else { return };
    let stream = LocalLambda::spawn(tests::example_of("stream").binary());
    let profile = std::env::temp_dir().join(format!("lambda-fn-chromium-{}", std::process::id()));
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(["--virtual-time-budget=20000", "--dump-dom"])
        .arg(format!("http://{}/?from=3&pause=50", stream.address()))
        .output()
        .unwrap();
    let _ = std::fs::remove_dir_all(profile);
    succeeds(&output);
    let page = String::from_utf8_lossy(&output.stdout);
    let shown: Vec<_> = page.split("<li>").skip(1).filter_map(|item| item.split("</li>").next()).collect();
    assert_eq!(shown, ["3", "2", "1", "lift-off"], "{page}");
}

#[test]
fn curl_reads_what_the_function_compresses() {
    let Some(curl) = installed("curl") else { return };
    let function = function_url();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all("über ".repeat(100).as_bytes()).unwrap();
    let answer = json!({
        "statusCode": 200,
        "headers": { "content-type": "text/plain; charset=utf-8", "content-encoding": "gzip" },
        "body": BASE64_STANDARD.encode(encoder.finish().unwrap()),
        "isBase64Encoded": true,
    });
    let get = |header: &str| {
        let url = format!("http://{}/a%20b?x=1", function.address());
        let output = Command::new(&curl).args(["--silent", "--compressed", "--header", header, &url]).output().unwrap();
        succeeds(&output);
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(get(&format!("Answer: {answer}")), "über ".repeat(100));
    let event: Value = serde_json::from_str(&get("X-A: 1")).unwrap();
    assert!(event["headers"]["accept-encoding"].as_str().unwrap().contains("gzip"), "{event}");
}

/// What signs requests to a function URL whose authorisation is IAM's: nothing is checked, and nothing stands in the way.
#[test]
fn a_signed_request_is_served() {
    let Some(python) = peer("python") else { return };
    let function = function_url();
    let url = format!("http://{}", function.address());
    succeeds(&Command::new(python).arg(here().join("signed.py")).arg(url).output().unwrap());
}

/// boto3's client of the management API, at the endpoint that the events of the connection tell.
#[test]
fn aws_s_sdk_posts_to_a_websocket_connection() {
    let Some(python) = peer("python") else { return };
    let function = LocalLambda::spawn(WEBSOCKET);
    let stream = TcpStream::connect(function.address()).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    let (mut client, _) = tungstenite::client(format!("ws://{}/", function.address()), stream).unwrap();
    client.send(Message::text(r#"{"action":"context"}"#)).unwrap();
    let context: Value = serde_json::from_str(client.read().unwrap().to_text().unwrap()).unwrap();
    let text = |key: &str| context[key].as_str().unwrap();
    let endpoint = format!("http://{}/{}", text("domainName"), text("stage"));
    let output = manage(&python, &endpoint, text("connectionId"));
    assert_eq!(client.read().unwrap().to_text().unwrap(), "from boto3: ü");
    assert!(client.read().unwrap().is_close(), "it is closed from outside");
    drop(client);
    succeeds(&output);
}

fn manage(python: &Path, endpoint: &str, id: &str) -> std::process::Output {
    Command::new(python).arg(here().join("connections.py")).args([endpoint, id]).output().unwrap()
}
