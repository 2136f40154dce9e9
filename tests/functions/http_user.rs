//! A handler of two routes, with state, context, typed errors and layers.

use lambda_fn::http::{Json, Path, Query, State, StatusCode};
use lambda_fn::{LambdaError, Result, lambda_fn};
use serde::{Deserialize, Serialize};

#[derive(Clone)]
struct Users {
    names: &'static [&'static str],
}

#[derive(Deserialize)]
struct Greeting {
    #[serde(default)]
    loud: bool,
}

#[derive(Serialize)]
struct User {
    id: usize,
    name: String,
    request_id: String,
}

#[derive(Debug, thiserror::Error, LambdaError)]
enum UserError {
    #[error("there is no user {0}")]
    #[lambda(status = 404, error_type = "User.NotFound")]
    NotFound(usize),
    #[error("the database does not answer")]
    Database(#[source] std::io::Error),
}

async fn connect() -> Result<Users> {
    Ok(Users { names: &["Ada", "Grace"] })
}

#[lambda_fn(http(routes = ["GET /users/{id}", "POST /users/{id}"]), init = connect, timeout = 29)]
async fn user(
    Path(id): Path<usize>,
    Query(greeting): Query<Greeting>,
    context: &lambda_fn::Context,
    users: &Users,
    State(state): State<Users>,
) -> std::result::Result<(StatusCode, Json<User>), UserError> {
    assert!(id != 13, "thirteen");
    if id == 99 {
        return Err(UserError::Database(std::io::Error::other("password=hunter2")));
    }
    let name = users.names.get(id).or(state.names.get(id)).ok_or(UserError::NotFound(id))?;
    let name = if greeting.loud { name.to_uppercase() } else { (*name).to_owned() };
    Ok((StatusCode::OK, Json(User { id, name, request_id: context.request_id.clone() })))
}
