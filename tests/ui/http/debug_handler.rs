//! Handlers of a `Router` that are looked at.

use lambda_fn::http::routing::{get, post};
use lambda_fn::http::{FromRef, Json, Path, Problem, Query, Router, State, StatusCode, debug_handler};
use lambda_fn::{Result, lambda_fn};

#[derive(Clone)]
struct App {
    db: Db,
}

#[derive(Clone)]
struct Db(&'static str);

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Self {
        app.db.clone()
    }
}

#[debug_handler]
async fn nothing() {}

#[debug_handler]
async fn alone(Json(name): Json<String>) -> String {
    name
}

#[debug_handler]
async fn whole(State(app): State<App>, Path(id): Path<u64>) -> Result<String, Problem> {
    match id {
        0 => Err(Problem::new(StatusCode::NOT_FOUND)),
        _ => Ok(app.db.0.to_owned()),
    }
}

#[debug_handler(state = App)]
async fn part(State(db): State<Db>, Query(text): Query<Vec<(String, String)>>, body: String) -> String {
    format!("{} {} {body}", db.0, text.len())
}

async fn connect() -> Result<App> {
    Ok(App { db: Db("orders") })
}

#[lambda_fn(http, init = connect)]
fn api(app: App) -> Router {
    Router::new()
        .route("/", get(nothing).post(alone))
        .route("/users/{id}", get(whole))
        .route("/part", post(part))
        .with_state(app)
}
