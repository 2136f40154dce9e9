//! `early_timeout`: a handler that takes too long is cancelled, and its environment lives on.

use std::time::{Duration, SystemTime};

use lambda_fn::testing::{HttpKind, Invocation, LocalLambda};

use crate::LONG_ENOUGH;

/// The `early_timeout` of the function.
const EARLY: Duration = Duration::from_secs(58);

/// Whose events are not cancelled, unless they come with a deadline of their own.
fn waits() -> LocalLambda {
    crate::function(env!("CARGO_BIN_EXE_fixture-early-timeout")).timeout(2 * EARLY + LONG_ENOUGH).spawn()
}

/// An event that takes so many seconds, and has this time.
fn with_time_left(function: &LocalLambda, seconds: u64, left: Duration) -> Invocation {
    function.event(&seconds).deadline(SystemTime::now() + left).invoke()
}

#[test]
fn a_handler_is_cancelled_before_its_deadline_and_the_environment_lives_on() {
    let function = waits();
    assert_eq!(function.invoke(&0).json(), 1);

    let late = with_time_left(&function, 600, EARLY + LONG_ENOUGH);
    let error = late.error();
    assert_eq!(error.error_type, "Function.DeadlineExceeded");
    assert_eq!(error.error_message, "the handler was cancelled 58s before its deadline");
    let lines = late.logs();
    let [line] = &lines[..] else { panic!("one line: {lines:#?}") };
    assert_eq!(line.level.as_deref(), Some("ERROR"));
    assert_eq!(line.fields["errorType"], "Function.DeadlineExceeded");
    assert_eq!(line.fields["lastSpan"], "query", "where the handler was waiting");

    let next = function.invoke(&0);
    assert_eq!(next.json(), 3, "the same process");
    assert!(!next.is_cold_start());
}

#[test]
fn an_event_that_comes_with_less_time_left_says_so() {
    let function = waits();
    assert_eq!(function.invoke(&0).json(), 1, "what does not wait is served");

    let error = with_time_left(&function, 600, Duration::from_secs(20)).error();
    assert_eq!(error.error_type, "Function.DeadlineExceeded");
    let message = error.error_message;
    let left = message.strip_prefix("the handler was cancelled as soon as it waited: its event came ").expect(&message);
    let left = left.strip_suffix(" ms before its deadline, and `early_timeout` is 58s").expect(&message);
    assert!(left.parse::<u32>().is_ok_and(|left| left <= 20_000), "{message}");
}

#[test]
fn a_handler_that_panics_where_it_is_cancelled_is_told_as_late() {
    let function = waits();
    let late = with_time_left(&function, 1_000, EARLY + LONG_ENOUGH);
    let error = late.error();
    assert_eq!(error.error_type, "Function.DeadlineExceeded");
    assert_eq!(error.error_message, "the handler was cancelled 58s before its deadline");
    let lines = late.logs();
    let [panic, failed] = &lines[..] else { panic!("two lines: {lines:#?}") };
    assert_eq!(panic.message, "the handler that was cancelled failed");
    assert_eq!(panic.fields["errorType"], "Function.Panicked");
    assert!(panic.fields["errorMessage"].as_str().unwrap().ends_with(": dropped"), "{panic:?}");
    assert_eq!((failed.message.as_str(), &failed.fields["lastSpan"]), ("invocation failed", &"query".into()));

    assert_eq!(function.invoke(&0).json(), 2, "the same process");
}

/// As after a panic: the client has its problem, and the invocation itself is none that failed.
#[test]
fn a_handler_of_http_is_a_504_and_the_environment_lives_on() {
    let binary = env!("CARGO_BIN_EXE_fixture-http-early-timeout");
    let early = Duration::from_secs(57);
    let is_a_504 = |kind| {
        let function = crate::function(binary).timeout(early + LONG_ENOUGH).http_as(kind).spawn();
        let late = function.get("/late");
        let problem = late.json();
        assert_eq!((late.status().as_u16(), &problem["status"]), (504, &504.into()), "{kind:?}: {problem}");
        assert_eq!(late.headers()["content-type"], "application/problem+json");
        assert_eq!((&problem["title"], &problem["type"]), (&"Gateway Timeout".into(), &"about:blank".into()));
        assert_eq!(problem.get("detail"), None);
        let lines = late.logs();
        let [line] = &lines[..] else { panic!("one line: {lines:#?}") };
        assert_eq!((line.level.as_deref(), line.message.as_str()), (Some("ERROR"), "request failed"));
        assert_eq!(line.fields["errorType"], "Function.DeadlineExceeded");
        assert_eq!(line.fields["lastSpan"], "query");
        assert_eq!(line.fields["requestId"], problem["instance"]);

        assert_eq!(function.get("/").text(), "now");
        assert!(function.exits().is_empty(), "the same process");
    };
    // at once: each takes as long as its handler may
    std::thread::scope(|scope| {
        for kind in [HttpKind::HttpApi, HttpKind::RestApi, HttpKind::Alb] {
            scope.spawn(move || is_a_504(kind));
        }
    });
}
