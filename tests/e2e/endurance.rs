//! What adds up: restarts, leaks, memory.

use serde_json::json;
use tests::cases;

use crate::support::{behaviour, error_of, serves};

#[test]
fn a_thousand_restarts_lose_no_event() {
    let restarts = i32::try_from(cases(1_000)).unwrap();
    let status = |number| 1 + number % 200;
    let function = behaviour().spawn();
    for number in 1..=restarts {
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

/// Resident memory in the long run, with the Runtime API on raw sockets.
#[cfg(target_os = "linux")]
mod memory {
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::{Receiver, channel};
    use std::sync::{Arc, Mutex};

    use tests::{Program, cases, example};

    use crate::release::release_binary;
    use crate::runtime_api::{Answer, Path, RuntimeApi};
    use crate::support::BEHAVIOUR;

    /// Before the first look at the memory: by then, all that is allocated once is there.
    const WARM: usize = 10_000;

    const HELLO: &str = r#"{"name":"Lambda"}"#;

    /// In KB.
    #[derive(Debug)]
    struct Memory {
        warm: u64,
        last: u64,
    }

    impl Memory {
        fn is_flat_within_one_per_cent(&self) -> bool {
            self.last * 100 <= self.warm * 101
        }

        fn grown(&self) -> u64 {
            self.last.saturating_sub(self.warm)
        }
    }

    fn no_trace_header(_: usize) -> String {
        String::new()
    }

    /// The memory of a process that serves these events, each with a trace header for its number.
    fn memory(
        program: Program,
        event: &'static str,
        events: usize,
        trace_id: impl Fn(usize) -> String + Send + Sync + 'static,
    ) -> Memory {
        let (tell, told): (_, Receiver<()>) = channel();
        let (go_on, may_go_on) = channel();
        let may_go_on = Arc::new(Mutex::new(may_go_on));
        let tell = Mutex::new(tell);
        let responses = Arc::new(AtomicUsize::new(0));
        let answered = responses.clone();
        let api = RuntimeApi::start(move |path, before| match path {
            Path::Next => {
                if before == WARM || before == WARM + events {
                    tell.lock().unwrap().send(()).unwrap();
                    let _: Result<(), _> = may_go_on.lock().unwrap().recv();
                }
                let headers = vec![("Lambda-Runtime-Trace-Id", trace_id(before))];
                Answer::Event { body: event.into(), headers }
            }
            path => {
                answered.fetch_add(usize::from(path == Path::Response), Ordering::Relaxed);
                Answer::Accepted
            }
        });
        let process = api.environment(program).run(&[], b"");
        let resident = || {
            told.recv().unwrap();
            // that of `status` is behind by as much as is to be seen
            let maps = fs::read_to_string(format!("/proc/{}/smaps_rollup", process.id())).unwrap();
            let line = maps.lines().find_map(|line| line.strip_prefix("Rss:")).unwrap();
            line.trim().trim_end_matches(" kB").parse().unwrap()
        };
        let warm = resident();
        go_on.send(()).unwrap();
        let memory = Memory { warm, last: resident() };
        assert_eq!(responses.load(Ordering::Relaxed), WARM + events, "each event has its response");
        println!("{events} events: {memory:?}");
        memory
    }

    #[test]
    fn is_flat_within_one_per_cent() {
        let memory = memory(example("hello"), HELLO, cases(30_000), no_trace_header);
        assert!(memory.is_flat_within_one_per_cent(), "{memory:?}");
    }

    /// The function serves on, until Lambda ends the process for its memory; and the test above would see the leak.
    #[test]
    fn that_leaks_is_kept() {
        const LEAK: &str = r#"{"leak":1024}"#;

        let memory = memory(Program::at(BEHAVIOUR), LEAK, 5_000, no_trace_header);
        assert!((5_000..5_500).contains(&memory.grown()), "5,000 KB have leaked: {memory:?}");
        assert!(!memory.is_flat_within_one_per_cent());
    }

    /// `LAMBDA_FN_SOAK` says how many events there are between the two looks.
    fn events_of_a_soak() -> usize {
        std::env::var("LAMBDA_FN_SOAK").ok().and_then(|events| events.parse().ok()).unwrap_or(1_000_000)
    }

    #[test]
    #[ignore = "takes minutes: `LAMBDA_FN_TESTS=all cargo test -p tests --test e2e -- --ignored soak --nocapture`"]
    fn soak_of_a_million_events_is_flat_within_one_per_cent() {
        let memory = memory(
            Program::at(release_binary().expect("`LAMBDA_FN_TESTS` is `all`")),
            HELLO,
            events_of_a_soak(),
            no_trace_header,
        );
        assert!(memory.is_flat_within_one_per_cent(), "{memory:?}");
    }

    /// glibc keeps every value that a variable has had, and `lambda_runtime` sets `_X_AMZN_TRACE_ID` for each event: see
    /// `docs/reliability.md`.
    #[test]
    #[ignore = "takes minutes: `LAMBDA_FN_TESTS=all cargo test -p tests --test e2e -- --ignored soak --nocapture`"]
    fn soak_with_trace_headers_costs_what_glibc_keeps_of_them() {
        let events = events_of_a_soak();
        let memory =
            memory(Program::at(release_binary().expect("`LAMBDA_FN_TESTS` is `all`")), HELLO, events, |number| {
                format!("Root=1-5bef4de7-ad49b0e87f6ef6c8{number:08x};Parent=9a9197af755a6419;Sampled=1")
            });
        let each = memory.grown() * 1024 / u64::try_from(events).unwrap();
        println!("{each} bytes an event");
        assert!(each <= 200, "{each} bytes an event: more than the variable takes");
    }
}
