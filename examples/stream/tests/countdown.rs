//! The real binary, whose response comes in pieces.

use lambda_fn::http::StatusCode;
use lambda_fn::http::axum::http::Request;
use lambda_fn::testing::{HttpStream, LocalLambda};

fn function() -> LocalLambda {
    LocalLambda::spawn(env!("CARGO_BIN_EXE_stream"))
}

fn stream(function: &LocalLambda, path: &str) -> HttpStream {
    function.http_stream(Request::get(path).body("").expect("it is a request"))
}

#[test]
fn events_come_one_by_one_as_the_browser_reads_them() {
    let function = function();
    let mut events = stream(&function, "/events?from=2&pause=100");
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    let pieces: Vec<_> = events.by_ref().collect();
    assert_eq!(
        pieces,
        [
            "id: 2\nevent: tick\ndata: 2\n\n",
            "id: 1\nevent: tick\ndata: 1\n\n",
            "id: 0\nevent: done\ndata: lift-off\n\n"
        ]
    );
    assert!(!events.is_broken());
}

#[test]
fn a_browser_that_goes_away_leaves_the_function_to_the_next() {
    let function = function();
    let mut events = stream(&function, "/events?from=60&pause=100");
    assert!(events.next().is_some());
    drop(events);
    assert_eq!(function.get("/").status(), StatusCode::OK);
}

#[test]
fn a_browser_that_connects_again_sees_the_rest() {
    for (last, expected) in [("3", "id: 2\n"), ("0", "id: 0\n"), ("99", "id: 5\n"), ("none", "id: 5\n")] {
        let request = Request::get("/events?pause=0").header("last-event-id", last).body("");
        let response = function().http(request.expect("it is a request"));
        assert!(response.text().starts_with(expected), "{last}: {}", response.text());
    }
}

#[test]
fn the_page_is_there() {
    let page = function().get("/");
    assert_eq!(
        (page.status(), &page.headers()["content-type"]),
        (StatusCode::OK, &"text/html; charset=utf-8".parse().unwrap())
    );
    assert!(page.text().contains("new EventSource"));
}

#[test]
fn what_is_refused_is_a_problem() {
    let function = function();
    for (path, status, detail) in [
        ("/events?from=1000", 400, "`from` is at most 60"),
        ("/events?pause=long", 400, "pause"),
        ("/nothing", 404, ""),
    ] {
        let refused = function.get(path);
        assert_eq!(
            (refused.status().as_u16(), &refused.headers()["content-type"]),
            (status, &"application/problem+json".parse().unwrap())
        );
        let problem = refused.json();
        assert_eq!((&problem["status"], &problem["instance"]), (&status.into(), &refused.request_id().into()));
        assert!(problem["detail"].as_str().unwrap_or_default().contains(detail), "{problem}");
    }
}
