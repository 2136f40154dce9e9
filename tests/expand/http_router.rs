#[lambda_fn(http(kind = "rest-api"), init = connect)]
fn api(users: Users) -> Router {
    Router::new().route("/users/{id}", get(get_user)).with_state(users)
}
