//! The real binary, with requests that are signed and requests that are not.

use std::time::{SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use lambda_fn::testing::LocalLambda;
use serde_json::{Value, json};
use sha2::Sha256;

const SECRET: &str = "a secret of at least 32 bytes, for tests";
const BODY: &str = r#"{"id":"pay_1","amount":1299}"#;

fn webhook() -> LocalLambda {
    LocalLambda::function(env!("CARGO_BIN_EXE_webhook")).env("WEBHOOK_SECRET", SECRET).spawn()
}

fn signature(body: &str) -> String {
    let time = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any key will do");
    mac.update(format!("{time}.{body}").as_bytes());
    format!("t={time},v1={}", hex::encode(mac.finalize().into_bytes()))
}

fn request(signature: &str, body: &str) -> Value {
    json!({
        "version": "2.0",
        "rawPath": "/webhook",
        "headers": { "content-type": "application/json", "webhook-signature": signature },
        "requestContext": { "http": { "method": "POST", "path": "/webhook" } },
        "body": body,
    })
}

#[test]
fn a_signed_payment_is_taken() {
    let function = webhook();
    let invocation = function.invoke(&request(&signature(BODY), BODY));
    assert_eq!(invocation.json()["statusCode"], 204);
    let logs = invocation.logs();
    let taken = logs.iter().find(|line| line.message == "payment taken").expect("it is logged");
    assert_eq!(taken.fields["payment"], "pay_1");
}

/// Neither the client nor the log reads more than that the request is refused.
#[test]
fn a_forged_payment_is_refused_and_shows_nothing() {
    let function = webhook();
    let signature = signature(r#"{"id":"pay_1","amount":1}"#);
    let invocation = function.invoke(&request(&signature, BODY));
    let answer = invocation.json();
    assert_eq!(answer["statusCode"], 401);
    assert!(answer["body"].as_str().is_some_and(|body| body.contains("not signed by the provider")), "{answer}");
    let log = invocation.raw_log();
    assert!(log.contains("the signature does not fit the body"), "{log}");
    for secret in [SECRET, signature.as_str(), "1299"] {
        assert!(!log.contains(secret), "{log}");
    }
}

#[test]
fn a_body_as_base64_is_checked_as_its_bytes() {
    let mut event = request(&signature(BODY), "eyJpZCI6InBheV8xIiwiYW1vdW50IjoxMjk5fQ==");
    event["isBase64Encoded"] = true.into();
    assert_eq!(webhook().invoke(&event).json()["statusCode"], 204);
}

#[test]
fn without_a_secret_the_function_does_not_start() {
    let function = LocalLambda::function(env!("CARGO_BIN_EXE_webhook")).spawn();
    let error = function.invoke(&request(&signature(BODY), BODY)).error();
    assert_eq!(error.error_type, "Configuration");
}
