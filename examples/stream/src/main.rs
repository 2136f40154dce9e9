//! A page that shows events as they happen: each goes to the browser when it is produced, through a function URL that
//! streams.

use std::convert::Infallible;
use std::time::Duration;

use futures_util::{Stream, stream};
use lambda_fn::http::axum::response::sse::{Event, Sse};
use lambda_fn::http::middleware::map_response;
use lambda_fn::http::routing::get;
use lambda_fn::http::{HeaderMap, Html, Problem, Query, Router, StatusCode, problem_details};
use lambda_fn::lambda_fn;
use serde::Deserialize;

const PAGE: &str = include_str!("page.html");

/// `?from=5&pause=1000`
#[derive(Deserialize)]
struct Countdown {
    #[serde(default = "Countdown::default_from")]
    from: u32,
    /// Milliseconds between two events.
    #[serde(default = "Countdown::default_pause")]
    pause: u64,
}

impl Countdown {
    const MAX_FROM: u32 = 60;
    const MAX_PAUSE: u64 = 2000;

    fn default_from() -> u32 {
        5
    }

    fn default_pause() -> u64 {
        500
    }
}

#[lambda_fn(http(stream), timeout = "3m")]
fn countdown() -> Router {
    Router::new()
        .route("/", get(|| async { Html(PAGE) }))
        .route("/events", get(events))
        .layer(map_response(problem_details))
}

async fn events(
    Query(mut countdown): Query<Countdown>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    if countdown.from > Countdown::MAX_FROM || countdown.pause > Countdown::MAX_PAUSE {
        return Err(Problem::new(StatusCode::BAD_REQUEST).detail("`from` is at most 60, and `pause` at most 2000"));
    }
    if let Some(last) = last_event(&headers) {
        countdown.from = countdown.from.min(last.saturating_sub(1));
    }
    Ok(Sse::new(ticks(countdown)))
}

/// The last event that a browser has seen, where its stream broke off, as it does at the timeout, and it connects again.
fn last_event(headers: &HeaderMap) -> Option<u32> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

/// The numbers down to zero, and an event that says that no other follows.
fn ticks(Countdown { from, pause }: Countdown) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(Some(from), move |left| async move {
        let left = left?;
        tokio::time::sleep(Duration::from_millis(pause)).await;
        let event = Event::default().id(left.to_string());
        Some(match left {
            0 => (Ok(event.event("done").data("lift-off")), None),
            _ => (Ok(event.event("tick").data(left.to_string())), Some(left - 1)),
        })
    })
}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;

    #[tokio::test]
    async fn the_countdown_ends() {
        let events: Vec<_> = ticks(Countdown { from: 3, pause: 0 }).collect().await;
        assert_eq!(events.len(), 4);
    }

    #[tokio::test]
    async fn a_countdown_without_end_is_refused() {
        let refused = events(Query(Countdown { from: 61, pause: 0 }), HeaderMap::new()).await.map(|_| ());
        assert_eq!(refused.map_err(|problem| problem.status()), Err(StatusCode::BAD_REQUEST));
    }
}
