//! What adds up: restarts, leaks, memory.

use serde_json::json;

use crate::support::{behaviour, error_of, serves};

#[test]
fn a_thousand_restarts_lose_no_event() {
    const RESTARTS: i32 = 1_000;

    let status = |number| 1 + number % 200;
    let function = behaviour().spawn();
    for number in 1..=RESTARTS {
        error_of(&function.invoke(&json!({ "exit": status(number) })), "Runtime.ExitError");
        if number % 100 == 0 {
            assert_eq!(function.invoke(&json!({ "echo": number })).json(), number);
            // each of them, and no other: the last 1,000 are kept, so one too many is seen on the way
            let exits: Vec<_> = function.exits().iter().map(|exit| exit.code().unwrap()).collect();
            assert_eq!(exits, (1..=number).map(status).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_panic_on_a_spawned_task_is_the_handler_s_affair() {
    let function = behaviour().spawn();
    assert_eq!(function.invoke("panic_on_a_task").json(), "the task panicked");
    assert!(function.exits().is_empty());
    assert_eq!(function.invoke(&json!({ "echo": "next" })).json(), "next");
}

#[test]
fn a_task_that_outlives_its_invocation_goes_on_with_the_next() {
    let function = behaviour().spawn();
    serves(&function, "leave_a_task", json!(null));
    serves(&function, &json!({ "echo": "next" }), "next");
}

#[test]
fn memory_that_leaks_is_kept_and_the_function_serves_on() {
    let function = behaviour().spawn();
    for _ in 0..100 {
        serves(&function, &json!({ "leak": 100_000 }), json!(null));
    }
    serves(&function, &json!({ "echo": "next" }), "next");
}

#[cfg(target_os = "linux")]
mod soak {
    use std::fs;
    use std::sync::mpsc::{Receiver, channel};
    use std::sync::{Arc, Mutex};

    use tests::Program;

    use crate::release::release_binary;
    use crate::runtime_api::{Answer, Path, RuntimeApi};

    /// Before the first look at the memory: by then, all that is allocated once is there.
    const WARM: usize = 20_000;

    /// The variable that says how many events there are between the two looks.
    const EVENTS: &str = "LAMBDA_FN_SOAK";

    /// Resident memory of `hello` in KB, after `WARM` events and after all of them.
    fn memory(events: usize, trace_id: impl Fn(usize) -> String + Send + Sync + 'static) -> (u64, u64) {
        let (tell, told): (_, Receiver<()>) = channel();
        let (go_on, may_go_on) = channel();
        let may_go_on = Arc::new(Mutex::new(may_go_on));
        let tell = Mutex::new(tell);
        let api = RuntimeApi::start(move |path, before| match path {
            Path::Next => {
                if before == WARM || before == WARM + events {
                    tell.lock().unwrap().send(()).unwrap();
                    let _: Result<(), _> = may_go_on.lock().unwrap().recv();
                }
                let headers = vec![("Lambda-Runtime-Trace-Id", trace_id(before))];
                Answer::Event { body: br#"{"name":"Lambda"}"#.to_vec(), headers }
            }
            _ => Answer::Accepted,
        });
        let process = api.environment(Program::at(release_binary())).run(&[], b"");
        let resident = || {
            told.recv().unwrap();
            let status = fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap();
            let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
            line.trim().trim_end_matches(" kB").parse().unwrap()
        };
        let warm = resident();
        go_on.send(()).unwrap();
        let last = resident();
        println!("{events} events: {warm} KB, then {last} KB");
        (warm, last)
    }

    fn events() -> usize {
        std::env::var(EVENTS).ok().and_then(|events| events.parse().ok()).unwrap_or(100_000)
    }

    #[test]
    #[ignore = "takes minutes: `LAMBDA_FN_SOAK=1000000 cargo test -p tests --test e2e -- --ignored soak --nocapture`"]
    fn memory_is_flat_within_one_per_cent() {
        let (warm, last) = memory(events(), |_| String::new());
        assert!(last * 100 <= warm * 101, "{warm} KB, then {last} KB");
    }

    /// glibc keeps every value that a variable has had, and `lambda_runtime` sets `_X_AMZN_TRACE_ID` for each event: see
    /// `docs/reliability.md`.
    #[test]
    #[ignore = "takes minutes: `LAMBDA_FN_SOAK=1000000 cargo test -p tests --test e2e -- --ignored soak --nocapture`"]
    fn a_trace_header_costs_what_glibc_keeps_of_it() {
        let events = events();
        let (warm, last) = memory(events, |number| {
            format!("Root=1-5bef4de7-ad49b0e87f6ef6c8{number:08x};Parent=9a9197af755a6419;Sampled=1")
        });
        let each = last.saturating_sub(warm) * 1024 / u64::try_from(events).unwrap();
        println!("{each} bytes an event");
        assert!(each <= 200, "{each} bytes an event: more than the variable takes");
    }
}
