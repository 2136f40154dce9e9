//! HTTP: handler.

use lambda_fn::http::{Json, Path, Query, State, StatusCode};
use lambda_fn::lambda_fn;
use serde::{Deserialize, Serialize};

#[derive(Clone)]
struct Users {
    names: &'static [&'static str],
}

#[derive(Deserialize)]
struct Change {
    name: String,
}

#[derive(Deserialize)]
struct Mode {
    loud: bool,
}

#[derive(Serialize)]
struct User {
    id: usize,
    name: String,
}

#[derive(Debug, lambda_fn::LambdaError)]
enum ApiError {
    #[lambda(status = 404)]
    NotFound,
    Broken,
}

impl std::error::Error for ApiError {}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("refused")
    }
}

async fn connect() -> lambda_fn::Result<Users> {
    Ok(Users { names: &["Ada"] })
}

#[lambda_fn(
    http(routes = ["PUT /users/{id}", "PATCH /users/{id}"], kind = "http-api"),
    init = connect,
    timeout = 30,
    early_timeout = "500ms"
)]
async fn user(
    Path(id): Path<usize>,
    context: lambda_fn::Context,
    Query(mode): Query<Mode>,
    users: &Users,
    State(state): State<Users>,
    also: &lambda_fn::Context,
    Json(change): Json<Change>,
) -> Result<(StatusCode, Json<User>), ApiError> {
    if context.request_id != also.request_id || state.names != users.names {
        return Err(ApiError::Broken);
    }
    let name = users.names.get(id).ok_or(ApiError::NotFound)?;
    let name = if mode.loud { change.name } else { (*name).to_owned() };
    Ok((StatusCode::OK, Json(User { id, name })))
}
