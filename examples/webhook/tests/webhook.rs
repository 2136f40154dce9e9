//! The real binary, with requests that are signed and requests that are not.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use lambda_fn::http::StatusCode;
use lambda_fn::http::axum::http::Request;
use lambda_fn::testing::{HttpResponse, LocalLambda};
use sha2::Sha256;

const SECRET: &str = "a secret of at least 32 bytes, for tests";
const BODY: &str = r#"{"id":"pay_1","amount":1299}"#;

/// With all that it could log.
fn webhook() -> LocalLambda {
    let function = LocalLambda::function(env!("CARGO_BIN_EXE_webhook"));
    function.env("WEBHOOK_SECRET", SECRET).env("AWS_LAMBDA_LOG_LEVEL", "TRACE").spawn()
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs()
}

fn signature(time: u64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key will do");
    mac.update(format!("{time}.{body}").as_bytes());
    format!("t={time},v1={}", hex::encode(mac.finalize().into_bytes()))
}

fn send(function: &LocalLambda, signature: &str, body: &str) -> HttpResponse {
    send_as(function, "application/json", signature, body)
}

fn send_as(function: &LocalLambda, content_type: &str, signature: &str, body: &str) -> HttpResponse {
    let request = Request::post("/webhook").header("content-type", content_type).header("webhook-signature", signature);
    function.http(request.body(body.to_owned()).expect("it is a request"))
}

fn messages(response: &HttpResponse) -> Vec<String> {
    response.logs().into_iter().map(|line| line.message).filter(|message| message.starts_with("payment")).collect()
}

#[test]
fn a_signed_payment_is_taken_and_sent_again_is_not() {
    let function = webhook();
    let signature = signature(now(), BODY);
    for message in ["payment taken", "payment was taken already"] {
        let response = send(&function, &signature, BODY);
        assert_eq!(response.status(), StatusCode::NO_CONTENT);
        assert_eq!(messages(&response), [message]);
    }
}

/// Neither the client nor the log reads more than that the request is refused, and why.
#[test]
fn what_is_refused_takes_nothing_and_shows_nothing() {
    const CANARY: &str = r#"{"id":"canary","amount":1}"#;
    let function = webhook();
    let large = CANARY.replace("canary", &"canary".repeat(64 * 1024 / 6));
    let no_payment = CANARY.replace("amount", "sum");
    let cases = [
        (signature(now(), BODY), CANARY, 401, "the signature does not fit the body"),
        (signature(now() - 310, CANARY), CANARY, 401, "the signature is too old"),
        (signature(now(), CANARY).replace("v1=", "v1=canary"), CANARY, 401, "the signature cannot be read"),
        (signature(now(), &large), &large, 413, ""),
        (signature(now(), &no_payment), &no_payment, 400, ""),
    ];
    for (signature, body, status, reason) in cases {
        let response = send(&function, &signature, body);
        assert_eq!(response.status(), status, "{response:?}");
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert_eq!(messages(&response), Vec::<String>::new());
        let log = response.raw_log();
        assert!(log.contains(reason), "{log}");
        let (_, digest) = signature.split_once("v1=").expect("it has a digest");
        for secret in [SECRET, digest, "canary"] {
            assert!(!log.contains(secret) && !response.text().contains(secret), "{log}\n{response:?}");
        }
    }
}

/// API Gateway sends a body as base64 where the content type is none of a text.
#[test]
fn a_body_as_base64_is_checked_as_its_bytes() {
    let response = send_as(&webhook(), "application/octet-stream", &signature(now(), BODY), BODY);
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
}

#[test]
fn without_a_secret_the_function_does_not_start() {
    let function = LocalLambda::spawn(env!("CARGO_BIN_EXE_webhook"));
    let response = send(&function, &signature(now(), BODY), BODY);
    assert_eq!(response.status(), StatusCode::BAD_GATEWAY);
    assert!(response.raw_log().contains("Configuration"), "{}", response.raw_log());
}
