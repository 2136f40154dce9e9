//! A small REST API: notes that are written, read page by page, changed and deleted.
//!
//! Each handler is a plain async fn of axum's. What goes wrong is an error of its own type, which is the response too.

mod notes;
#[cfg(feature = "openapi")]
mod openapi;

use std::sync::Arc;

use lambda_fn::http::middleware::map_response;
use lambda_fn::http::routing::get;
use lambda_fn::http::{HeaderMap, HeaderValue, Json, Path, Query, Router, State, StatusCode, header, problem_details};
use lambda_fn::{LambdaError, Result, lambda_fn};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use notes::{Note, Notes};

/// What the API refuses, each under a type that its clients can tell from the others.
#[derive(Debug, PartialEq, Eq, Error, LambdaError)]
enum ApiError {
    #[error("there is no note {0}")]
    #[lambda(status = 404)]
    NoteNotFound(u64),
    #[error("{field} {reason}")]
    #[lambda(status = 422)]
    Invalid { field: &'static str, reason: &'static str },
}

/// A note as a client writes it.
#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
struct Draft {
    title: String,
    #[serde(default)]
    text: String,
}

impl Draft {
    const MAX_TITLE: usize = 100;
    const MAX_TEXT: usize = 10_000;

    fn checked(self) -> Result<Self, ApiError> {
        let invalid = |field, reason| Err(ApiError::Invalid { field, reason });
        match &self {
            Self { title, .. } if title.trim().is_empty() => invalid("title", "is empty"),
            Self { title, .. } if title.chars().count() > Self::MAX_TITLE => invalid("title", "is over 100 characters"),
            Self { text, .. } if text.chars().count() > Self::MAX_TEXT => invalid("text", "is over 10,000 characters"),
            _ => Ok(self),
        }
    }
}

/// `?after=ID&limit=N`
#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
struct PageQuery {
    /// The last note of the page before.
    #[serde(default)]
    after: u64,
    #[serde(default = "PageQuery::default_limit")]
    limit: usize,
}

impl PageQuery {
    const MAX_LIMIT: usize = 100;

    fn default_limit() -> usize {
        20
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct Page {
    notes: Vec<Note>,
    /// Where the next page is, if there is one.
    next: Option<String>,
}

async fn connect() -> Result<Notes> {
    Ok(Notes::default())
}

#[lambda_fn(http, init = connect, memory = 256, timeout = 10)]
fn api(notes: Notes) -> Router {
    let routes = Router::new()
        .route("/notes", get(list).post(create))
        .route("/notes/{id}", get(read).put(replace).delete(delete));
    #[cfg(feature = "openapi")]
    let routes = routes.route("/openapi.json", get(openapi::openapi));
    routes.layer(map_response(problem_details)).with_state(Arc::new(notes))
}

#[cfg_attr(
    feature = "openapi",
    utoipa::path(
        get, path = "/notes", tag = "notes", params(PageQuery),
        responses(
            (status = 200, description = "a page of notes", body = Page),
            (status = "4XX", response = openapi::Problem),
        ),
    )
)]
async fn list(State(notes): State<Arc<Notes>>, Query(page): Query<PageQuery>) -> Result<Json<Page>, ApiError> {
    let PageQuery { after, limit } = page;
    if !(1..=PageQuery::MAX_LIMIT).contains(&limit) {
        return Err(ApiError::Invalid { field: "limit", reason: "is not 1 to 100" });
    }
    let (notes, more) = notes.page(after, limit);
    let last = notes.last().filter(|_| more);
    let next = last.map(|last| format!("/notes?after={}&limit={limit}", last.id));
    Ok(Json(Page { notes, next }))
}

#[cfg_attr(
    feature = "openapi",
    utoipa::path(
        post, path = "/notes", tag = "notes",
        responses(
            (status = 201, description = "the note is written", body = Note,
                headers(("location", description = "where it is"))),
            (status = "4XX", response = openapi::Problem),
        ),
    )
)]
async fn create(
    State(notes): State<Arc<Notes>>,
    Json(draft): Json<Draft>,
) -> Result<(StatusCode, HeaderMap, Json<Note>), ApiError> {
    let Draft { title, text } = draft.checked()?;
    let note = notes.add(title, text);
    let mut headers = HeaderMap::new();
    if let Ok(location) = HeaderValue::try_from(format!("/notes/{}", note.id)) {
        headers.insert(header::LOCATION, location);
    }
    Ok((StatusCode::CREATED, headers, Json(note)))
}

#[cfg_attr(
    feature = "openapi",
    utoipa::path(
        get, path = "/notes/{id}", tag = "notes",
        responses(
            (status = 200, description = "the note", body = Note),
            (status = "4XX", response = openapi::Problem),
        ),
    )
)]
async fn read(State(notes): State<Arc<Notes>>, Path(id): Path<u64>) -> Result<Json<Note>, ApiError> {
    notes.get(id).map(Json).ok_or(ApiError::NoteNotFound(id))
}

#[cfg_attr(
    feature = "openapi",
    utoipa::path(
        put, path = "/notes/{id}", tag = "notes",
        responses(
            (status = 200, description = "the note as it is now", body = Note),
            (status = "4XX", response = openapi::Problem),
        ),
    )
)]
async fn replace(
    State(notes): State<Arc<Notes>>,
    Path(id): Path<u64>,
    Json(draft): Json<Draft>,
) -> Result<Json<Note>, ApiError> {
    let Draft { title, text } = draft.checked()?;
    notes.replace(id, title, text).map(Json).ok_or(ApiError::NoteNotFound(id))
}

#[cfg_attr(
    feature = "openapi",
    utoipa::path(
        delete, path = "/notes/{id}", tag = "notes",
        responses(
            (status = 204, description = "the note is gone"),
            (status = "4XX", response = openapi::Problem),
        ),
    )
)]
async fn delete(State(notes): State<Arc<Notes>>, Path(id): Path<u64>) -> Result<StatusCode, ApiError> {
    notes.remove(id).map(|_| StatusCode::NO_CONTENT).ok_or(ApiError::NoteNotFound(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(title: &str) -> Json<Draft> {
        Json(Draft { title: title.to_owned(), text: String::new() })
    }

    /// Handlers are plain functions: no server, no event.
    #[tokio::test]
    async fn a_note_is_written_and_read() {
        let notes = Arc::new(Notes::default());
        let (status, headers, Json(note)) = create(State(notes.clone()), draft("milk")).await.expect("it is valid");
        assert_eq!(status, StatusCode::CREATED);
        assert_eq!(headers[header::LOCATION], "/notes/1");
        let Json(read) = read(State(notes), Path(note.id)).await.expect("it is there");
        assert_eq!(read, note);
    }

    #[tokio::test]
    async fn pages_follow_each_other() {
        let notes = Arc::new(Notes::default());
        for number in 1..=5 {
            notes.add(format!("note {number}"), String::new());
        }
        let page = |after, limit| list(State(notes.clone()), Query(PageQuery { after, limit }));
        let Json(first) = page(0, 3).await.expect("the limit is right");
        assert_eq!(first.notes.len(), 3);
        assert_eq!(first.next.as_deref(), Some("/notes?after=3&limit=3"));
        let Json(last) = page(3, 3).await.expect("the limit is right");
        assert_eq!((last.notes.len(), last.next), (2, None));
        assert!(page(0, 0).await.is_err() && page(0, 101).await.is_err());
    }

    #[test]
    fn drafts_are_checked() {
        let checked = |title: &str| draft(title).0.checked().map(|_| ());
        assert_eq!(checked("milk"), Ok(()));
        assert_eq!(checked(" "), Err(ApiError::Invalid { field: "title", reason: "is empty" }));
        assert_eq!(
            checked(&"x".repeat(101)),
            Err(ApiError::Invalid { field: "title", reason: "is over 100 characters" })
        );
    }
}
