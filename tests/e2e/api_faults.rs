//! The Runtime API goes wrong, on each of its paths and in each way: the function serves on, or its process ends with
//! status 1 and one line.

use std::thread;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use tests::{Ended, Process, Program, example};

use crate::release::release_binary;
use crate::runtime_api::{Answer, Path, RuntimeApi};
use crate::support::{BATCH, EARLY_TIMEOUT, INIT, SHUTDOWN};

/// What becomes of the function.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    ServesOn,
    /// With the one line for people.
    Ends(String),
    /// With what the log has said.
    EndsAsLogged,
}

/// Each way to go wrong.
fn faults() -> Vec<Answer> {
    let statuses = [400, 403, 410, 413, 500].map(Answer::Status);
    let late = |answer| Answer::Late(Duration::from_millis(300), Box::new(answer));
    let others = [Answer::Garbage, Answer::HalfAHead, Answer::HalfABody, Answer::Close, late(Answer::Status(500))];
    statuses.into_iter().chain(others).collect()
}

/// Sends an event, lets the answer to it or to what it makes go wrong, then sends another.
fn outcome(program: Program, path: Path, fault: &Answer) -> Outcome {
    let fault = fault.clone();
    let event = match path {
        Path::Error => r#"{"name":1}"#,
        Path::Register | Path::ExtensionNext => "0",
        _ => r#"{"name":"you"}"#,
    };
    let api = RuntimeApi::start(move |asked, before| match (asked, before) {
        (asked, 0) if asked == path => fault.clone(),
        (Path::Next, 0..=2) => Answer::event(event),
        (Path::Next | Path::ExtensionNext, _) => Answer::Never,
        (Path::Register, _) => registered(),
        _ => Answer::Accepted,
    });
    let process = api.environment(program).run(&[], b"");
    outcome_of(&api, process)
}

/// Waits until the function asks for a fourth event, or ends.
fn outcome_of(api: &RuntimeApi, mut process: Process) -> Outcome {
    let mut events = 0;
    while !process.has_ended() {
        events += usize::from(api.asks_within(Duration::from_millis(5)) == Some(Path::Next));
        if events == 4 {
            return Outcome::ServesOn;
        }
    }
    let Ended { status, stdout, stderr } = process.ends();
    assert_eq!((status.code(), stdout.as_str()), (Some(1), ""), "{stderr:#?}");
    let said: Vec<_> = stderr.iter().filter(|line| !line.starts_with('{')).collect();
    match said[..] {
        [] if !stderr.is_empty() => Outcome::EndsAsLogged,
        [line] => {
            Outcome::Ends(line.strip_prefix("error: ").unwrap_or_else(|| panic!("for people: {line}")).to_owned())
        }
        _ => panic!("one line for people: {stderr:#?}"),
    }
}

/// What the function does where this path goes wrong once.
#[derive(Debug)]
enum Expected {
    ServesOn,
    /// The line for people begins with this, and holds that.
    Ends(&'static str, &'static str),
}

#[track_caller]
fn is_as_expected(outcome: &Outcome, expected: &Expected, context: &str) {
    let fits = match (outcome, expected) {
        (Outcome::ServesOn, Expected::ServesOn) => true,
        (Outcome::Ends(line), Expected::Ends(start, part)) => line.starts_with(start) && line.contains(part),
        _ => false,
    };
    assert!(fits, "{context}: {outcome:?} and not {expected:?}");
}

/// `hello` in both builds: `lambda_runtime` checks more in the one than in the other.
fn builds() -> impl Iterator<Item = (&'static str, Program)> {
    let release = release_binary().map(|binary| ("release", Program::at(binary)));
    std::iter::once(("debug", example("hello"))).chain(release)
}

#[track_caller]
fn goes_wrong(path: Path, expected: impl Fn(&Answer) -> Expected) {
    for (build, program) in builds() {
        for fault in faults() {
            let outcome = outcome(program.clone(), path, &fault);
            is_as_expected(&outcome, &expected(&fault), &format!("{build}, {path:?}, {fault:?}"));
        }
    }
}

const LOST: &str = "the Runtime API at `127.0.0.1:";
const NO_EVENT: Expected =
    Expected::Ends("the Runtime API client gave up: ", "missing lambda-runtime-aws-request-id header");

/// `lambda_runtime` looks at no status, and panics where an error has no headers of an event.
#[test]
fn of_the_next_event() {
    goes_wrong(Path::Next, |fault| match fault {
        Answer::Status(_) | Answer::Late(..) => NO_EVENT,
        Answer::HalfABody => Expected::Ends(LOST, "end of file before message length reached"),
        _ => Expected::Ends(LOST, "cannot be used: client error (SendRequest): "),
    });
}

/// What Lambda refuses is logged; what has no answer ends the process, since Lambda may have the response or not.
fn of_a_post(fault: &Answer) -> Expected {
    match fault {
        Answer::Status(_) | Answer::Late(..) | Answer::HalfABody => Expected::ServesOn,
        _ => Expected::Ends(LOST, "cannot be used: client error (SendRequest): "),
    }
}

#[test]
fn of_a_response() {
    goes_wrong(Path::Response, of_a_post);
}

#[test]
fn of_an_error() {
    goes_wrong(Path::Error, of_a_post);
}

#[test]
fn of_an_init_error() {
    for fault in faults() {
        let outcome = outcome(Program::at(INIT).env("HANDLER", "fails"), Path::InitError, &fault);
        let reason = match &fault {
            Answer::Status(status) => format!("it answers with {status} "),
            Answer::Late(..) => "it answers with 500 ".to_owned(),
            // the status was good
            Answer::HalfABody => {
                assert!(matches!(outcome, Outcome::EndsAsLogged), "{fault:?}");
                continue;
            }
            _ => "client error (SendRequest): ".to_owned(),
        };
        let Outcome::Ends(line) = outcome else { panic!("{fault:?}: nothing is said") };
        assert!(line.starts_with(&format!("init failed; the Runtime API was not told: {reason}")), "{fault:?}: {line}");
    }
}

fn with_snap_start(program: Program) -> Program {
    program.env("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
}

/// Only its status says that the environment was restored.
#[test]
fn of_the_restore() {
    for (build, program) in builds() {
        for fault in faults() {
            let outcome = outcome(with_snap_start(program.clone()), Path::RestoreNext, &fault);
            let expected = match fault {
                Answer::Status(_) | Answer::Late(..) => {
                    Expected::Ends(LOST, "cannot be used: /restore/next returned a non-success status: ")
                }
                Answer::HalfABody => Expected::ServesOn,
                _ => Expected::Ends(LOST, "cannot be used: client error (SendRequest): "),
            };
            is_as_expected(&outcome, &expected, &format!("{build}, {fault:?}"));
        }
    }
}

#[test]
fn a_restore_that_is_refused_is_an_init_error() {
    let api = RuntimeApi::start(|path, _| match path {
        Path::RestoreNext => Answer::Status(500),
        _ => Answer::Accepted,
    });
    let process = api.environment(with_snap_start(example("hello"))).run(&[], b"");
    assert_eq!(api.post().path, Path::RestoreNext);
    let posted = api.post();
    assert_eq!(posted.path, Path::InitError);
    let error: Value = serde_json::from_slice(&posted.body).unwrap();
    let message = error["errorMessage"].as_str().unwrap();
    assert!(message.starts_with("/restore/next returned a non-success status: 500"), "{message}");
    assert_eq!(process.ends().status.code(), Some(1));
}

fn with_shutdown() -> Program {
    Program::at(SHUTDOWN).env("HANDLER", "without-state")
}

/// A function that will not be told of its shutdown serves its events all the same.
#[test]
fn of_the_extension() {
    for path in [Path::Register, Path::ExtensionNext] {
        for fault in faults() {
            let outcome = outcome(with_shutdown(), path, &fault);
            is_as_expected(&outcome, &Expected::ServesOn, &format!("{path:?}, {fault:?}"));
        }
    }
}

fn registered() -> Answer {
    Answer::Event { body: b"{}".to_vec(), headers: vec![("Lambda-Extension-Identifier", "an-extension".to_owned())] }
}

#[track_caller]
fn warns_of(path: Path, answer: Answer, reason: &str) {
    let api = RuntimeApi::start(move |asked, _| match asked {
        Path::Register if path != Path::Register => registered(),
        asked if asked == path => answer.clone(),
        Path::Next => Answer::event(r#"{"name":"you"}"#),
        _ => Answer::Accepted,
    });
    let mut process = api.environment(with_shutdown()).run(&[], b"");
    let warning = process.says("Lambda will not ask for `shutdown`");
    assert!(warning.contains(&format!("no extension can be registered: {reason}")), "{warning}");
    while api.post().path != Path::Error {}
}

#[test]
fn an_extension_that_is_refused_is_warned_of() {
    for path in [Path::Register, Path::ExtensionNext] {
        warns_of(path, Answer::Status(500), "the Extensions API answers with 500");
    }
}

/// The function serves its events without it.
#[test]
fn an_extension_that_is_never_registered_is_warned_of() {
    warns_of(Path::Register, Answer::Never, "the Extensions API does not answer within 1s");
}

/// `lambda_runtime` waits as long as Lambda takes. All paths at once, so that they take no longer than one.
#[test]
fn a_stall_of_thirty_seconds_on_each_path_is_waited_for() {
    let late = |answer| Answer::Late(Duration::from_secs(30), Box::new(answer));
    let paths = [
        (Path::Next, Answer::event(r#"{"name":"you"}"#)),
        (Path::Response, Answer::Accepted),
        (Path::Error, Answer::Accepted),
        (Path::RestoreNext, Answer::Accepted),
    ];
    thread::scope(|scope| {
        for (path, answer) in paths {
            let stall = late(answer);
            scope.spawn(move || {
                let hello = example("hello");
                let hello = if path == Path::RestoreNext { with_snap_start(hello) } else { hello };
                let outcome = outcome(hello, path, &stall);
                is_as_expected(&outcome, &Expected::ServesOn, &format!("{path:?}"));
            });
        }
        scope.spawn(|| {
            let program = Program::at(INIT).env("HANDLER", "fails");
            let outcome = outcome(program, Path::InitError, &late(Answer::Accepted));
            assert_eq!(outcome, Outcome::EndsAsLogged);
        });
    });
}

/// What becomes of an event with these headers over Lambda's own, in both builds.
#[track_caller]
fn with_header(name: &'static str, value: &str, expected: &Expected) {
    let event = Answer::Event { body: br#"{"name":"you"}"#.to_vec(), headers: vec![(name, value.to_owned())] };
    for (build, program) in builds() {
        let outcome = outcome(program, Path::Next, &event);
        is_as_expected(&outcome, expected, &format!("{build}, {name}: {value}"));
        if let Outcome::Ends(line) = outcome {
            assert!(value.is_empty() || !line.contains(value), "{line}");
        }
    }
}

#[test]
fn a_trace_header_that_is_none_is_no_mistake() {
    for trace_id in ["", "garbage", "Root=;Parent=;Sampled=7", "größer", "=;;==", &"x".repeat(16_000)] {
        with_header("Lambda-Runtime-Trace-Id", trace_id, &Expected::ServesOn);
    }
}

/// `hello` does not look at its deadline, the other one does.
#[test]
fn a_clock_that_jumps_is_no_mistake() {
    thread::scope(|scope| {
        for deadline in ["0", "1", "600000", "1542409706888", "4102444800000", "9223372036854775807"] {
            with_header("Lambda-Runtime-Deadline-Ms", deadline, &Expected::ServesOn);
            // takes a second
            scope.spawn(|| responds(Program::at(EARLY_TIMEOUT), &json!(1), deadline, "1"));
        }
    });
}

fn before_now(seconds: u64) -> String {
    let deadline = SystemTime::now() - Duration::from_secs(seconds);
    deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis().to_string()
}

/// Some local tools send a deadline that has passed: it counts as none, whatever a function does by its deadline.
#[test]
fn a_deadline_that_has_passed_or_is_far_off_cancels_nothing() {
    let record = |id: usize| {
        let group = (id % 4).to_string();
        json!({
            "messageId": id.to_string(), "body": r#"{"fine":1}"#, "eventSource": "aws:sqs",
            "attributes": { "MessageGroupId": group },
        })
    };
    let records = json!({ "Records": (0..10).map(record).collect::<Vec<_>>() });
    let batch = |handler| Program::at(BATCH).env("HANDLER", handler);
    let far = ["0", "600000", "1542409706888", "4102444800000", "9223372036854775807"].map(str::to_owned);
    let deadlines = [1, 60 * 60, 25 * 60 * 60].map(before_now).into_iter().chain(far);
    thread::scope(|scope| {
        for deadline in deadlines {
            let one_after_the_other = [
                // takes a second
                (Program::at(EARLY_TIMEOUT), json!(1), "1"),
                (batch("sqs"), records.clone(), r#"{"batchItemFailures":[]}"#),
                (batch("fifo"), records.clone(), r#"{"batchItemFailures":[]}"#),
            ];
            scope.spawn(move || {
                for (program, event, response) in one_after_the_other {
                    responds(program, &event, &deadline, response);
                }
            });
        }
    });
}

/// Where its first event has this deadline.
#[track_caller]
fn responds(program: Program, event: &Value, deadline: &str, response: &str) {
    let headers = vec![("Lambda-Runtime-Deadline-Ms", deadline.to_owned())];
    let event = Answer::Event { body: event.to_string().into(), headers };
    let api = RuntimeApi::start(move |path, before| match (path, before) {
        (Path::Next, 0) => event.clone(),
        (Path::Next, _) => Answer::Never,
        _ => Answer::Accepted,
    });
    let _process = api.environment(program).run(&[], b"");
    let posted = api.post();
    let posted = (posted.path, String::from_utf8(posted.body).unwrap());
    assert_eq!(posted, (Path::Response, response.to_owned()), "{deadline}");
}

#[test]
fn a_deadline_that_is_none_ends_the_process() {
    with_header("Lambda-Runtime-Deadline-Ms", "soon", &Expected::Ends(LOST, "invalid digit found in string"));
    with_header("Lambda-Runtime-Deadline-Ms", "-1", &Expected::Ends(LOST, "invalid digit found in string"));
    let missing = Expected::Ends("the Runtime API client gave up: ", "missing lambda-runtime-deadline-ms header");
    with_header("Lambda-Runtime-Deadline-Ms", "", &missing);
}

#[test]
fn an_event_without_an_id_ends_the_process() {
    with_header("Lambda-Runtime-Aws-Request-Id", "", &NO_EVENT);
}

#[test]
fn a_client_context_or_identity_that_is_none_ends_the_process() {
    let unread = "the client context or the Cognito identity of an event cannot be read (line 1, column ";
    for header in ["Lambda-Runtime-Client-Context", "Lambda-Runtime-Cognito-Identity"] {
        for value in ["garbage", "{", "[1]", "\"text\"", "7"] {
            with_header(header, value, &Expected::Ends(unread, ")"));
        }
        let not_ascii = Expected::Ends(LOST, "failed to convert header to a str");
        with_header(header, "größer", &not_ascii);
    }
}

/// Where the answer to `/next` comes in several pieces, its connection is back in the client's pool only when it has been
/// read to its end: whoever asks sooner opens another one, for each event.
#[test]
fn one_connection_serves_all_events() {
    const EVENTS: usize = 50;

    let event = format!(r#"{{"name":"{}"}}"#, "x".repeat(100_000));
    for (build, program) in builds() {
        let body = event.clone().into_bytes();
        let api = RuntimeApi::start(move |path, before| match (path, before) {
            (Path::Next, 0..EVENTS) => Answer::event(body.clone()),
            (Path::Next, _) => Answer::Never,
            _ => Answer::Accepted,
        });
        let _process = api.environment(program).run(&[], b"");
        for _ in 0..EVENTS {
            assert_eq!(api.post().path, Path::Response);
        }
        assert_eq!(api.connections(), 1, "{build}");
    }
}

/// Lambda's limit for a synchronous event: AWS Lambda quotas, "6 MB each for request and response".
#[test]
fn an_event_of_six_megabytes_is_served() {
    const MAX_EVENT: usize = 6_291_456;

    let around = r#"{"name":""}"#.len();
    let event = format!(r#"{{"name":"{}"}}"#, "x".repeat(MAX_EVENT - around));
    assert_eq!(event.len(), MAX_EVENT);
    for (_, program) in builds() {
        let body = event.clone().into_bytes();
        let api = RuntimeApi::start(move |path, before| match (path, before) {
            (Path::Next, 0..=2) => Answer::event(body.clone()),
            (Path::Next, _) => Answer::Never,
            _ => Answer::Accepted,
        });
        let _process = api.environment(program).run(&[], b"");
        for _ in 0..3 {
            let posted = api.post();
            assert_eq!(posted.path, Path::Response);
            assert_eq!(posted.body.len(), event.len() + r#"{"message":"Hello, !"}"#.len() - around);
        }
    }
}
