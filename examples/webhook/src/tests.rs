use std::time::{Duration, UNIX_EPOCH};

use lambda_fn::http::HeaderValue;
use lambda_fn::testing::capture_logs;
use proptest::prelude::*;

use super::*;
use crate::signature::TOLERANCE;

const NOW: u64 = 1_700_000_000;
const BODY: &[u8] = br#"{"id":"pay_1","amount":1299}"#;

fn secret() -> Secret {
    Secret::new(b"a secret of at least 32 bytes, for tests").expect("it can be used")
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// What becomes of a body with this signature.
fn takes(signature: &str, body: &[u8], now: u64) -> Result<Payment, WebhookError> {
    let mut headers = HeaderMap::new();
    if let Ok(signature) = HeaderValue::try_from(signature) {
        headers.insert(signature::HEADER, signature);
    }
    verified(&headers, &secret(), body, at(now))
}

#[test]
fn what_the_provider_signed_is_taken() {
    let payment = takes(&secret().sign(NOW, BODY), BODY, NOW).expect("it is signed");
    assert_eq!(payment, Payment { id: "pay_1".to_owned(), amount: 1299 });
}

/// The digest is HMAC-SHA256 as anybody computes it.
#[test]
fn a_signature_that_another_program_made() {
    // printf '1700000000.{"id":"pay_1","amount":1299}' | openssl dgst -sha256 -hmac "$SECRET"
    let made = "t=1700000000,v1=992f7683bc648028c01db4086375b13bcdcc9d64133c6475f17cc02d22b8caa2";
    assert!(takes(made, BODY, NOW).is_ok());
}

#[test]
fn one_of_several_signatures_is_enough() {
    let (_, digest) = secret()
        .sign(NOW, BODY)
        .split_once(',')
        .map(|(time, digest)| (time.to_owned(), digest.to_owned()))
        .expect("two parts");
    let both = format!("t={NOW},v1={},v0=later,{digest}", "00".repeat(32));
    assert!(takes(&both, BODY, NOW).is_ok());
}

#[test]
fn a_request_that_is_sent_again_later_is_refused() {
    let signature = secret().sign(NOW, BODY);
    let window = TOLERANCE.as_secs();
    for now in [NOW - window, NOW + window] {
        assert!(takes(&signature, BODY, now).is_ok(), "{now}");
    }
    for now in [NOW - window - 1, NOW + window + 1, 0, u64::from(u32::MAX)] {
        assert_eq!(takes(&signature, BODY, now), Err(WebhookError::Unverified), "{now}");
    }
}

#[test]
fn signatures_that_are_none() {
    for signature in [
        "",
        "t=",
        "v1=00",
        "t=1700000000",
        "t=1700000000,v1=",
        "t=1700000000,v1=zz",
        "t=-1,v1=00",
        "t=99999999999999999999,v1=00",
    ] {
        assert_eq!(takes(signature, BODY, NOW), Err(WebhookError::Unverified), "{signature}");
    }
}

#[test]
fn a_signed_body_that_is_no_payment() {
    let long = format!(r#"{{"id":"{}","amount":1}}"#, "x".repeat(MAX_ID + 1));
    for body in ["[]", "", "\0", &long] {
        let signature = secret().sign(NOW, body.as_bytes());
        assert_eq!(takes(&signature, body.as_bytes(), NOW), Err(WebhookError::Malformed), "{body}");
    }
}

#[test]
fn a_large_body_is_refused_before_it_is_read() {
    let body = vec![b' '; MAX_BODY + 1];
    assert_eq!(takes(&secret().sign(NOW, &body), &body, NOW), Err(WebhookError::TooLarge));
}

fn provider() -> Provider {
    Provider { secret: secret(), taken: Taken::default() }
}

#[tokio::test]
async fn the_handler_refuses_what_has_no_signature() {
    let refused = webhook(HeaderMap::new(), &provider(), Bytes::from_static(BODY)).await;
    assert_eq!(refused, Err(WebhookError::Unverified));
}

/// Under a signature of its own, too: a provider signs anew what it sends again.
#[tokio::test]
async fn what_is_sent_again_is_answered_and_takes_nothing() {
    let logs = capture_logs();
    let provider = provider();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs();
    for time in [now, now, now - 1] {
        let mut headers = HeaderMap::new();
        let signature = provider.secret.sign(time, BODY);
        headers.insert(signature::HEADER, signature.parse().expect("it is a value"));
        assert_eq!(webhook(headers, &provider, Bytes::from_static(BODY)).await, Ok(StatusCode::NO_CONTENT));
    }
    let lines: Vec<_> = logs.lines().into_iter().map(|line| line.message).collect();
    assert_eq!(lines, ["payment taken", "payment was taken already", "payment was taken already"]);
}

#[test]
fn a_secret_shows_nothing() {
    assert_eq!(format!("{:?}", secret()), "Secret");
}

proptest! {
    #[test]
    fn no_other_body_has_the_signature(body in prop::collection::vec(any::<u8>(), 0..64)) {
        prop_assume!(body != BODY);
        prop_assert_eq!(takes(&secret().sign(NOW, BODY), &body, NOW), Err(WebhookError::Unverified));
    }

    #[test]
    fn no_other_signature_fits_the_body(digest in prop::collection::vec(any::<u8>(), 0..40), time in NOW - 10..NOW + 10) {
        let digest = hex::encode(digest);
        let forged = format!("t={time},v1={digest}");
        prop_assume!(forged != secret().sign(time, BODY));
        prop_assert_eq!(takes(&forged, BODY, NOW), Err(WebhookError::Unverified));
    }

    #[test]
    fn no_changed_byte_goes_unnoticed(place in 0..BODY.len(), change in 1..=255u8) {
        let mut body = BODY.to_vec();
        body[place] ^= change;
        prop_assert_eq!(takes(&secret().sign(NOW, BODY), &body, NOW), Err(WebhookError::Unverified));
    }

    #[test]
    fn the_time_is_signed_too(other in NOW - 100..NOW + 100) {
        prop_assume!(other != NOW);
        let moved = secret().sign(NOW, BODY).replace(&NOW.to_string(), &other.to_string());
        prop_assert_eq!(takes(&moved, BODY, NOW), Err(WebhookError::Unverified));
    }

    #[test]
    fn another_secret_signs_nothing(key in prop::collection::vec(any::<u8>(), 32..64)) {
        let other = Secret::new(&key).expect("it can be used");
        prop_assert_eq!(takes(&other.sign(NOW, BODY), BODY, NOW), Err(WebhookError::Unverified));
    }

    #[test]
    fn any_header_is_answered(signature in ".{0,80}") {
        prop_assert_eq!(takes(&signature, BODY, NOW), Err(WebhookError::Unverified));
    }
}
