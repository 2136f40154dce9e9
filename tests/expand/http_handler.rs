#[lambda_fn(http(routes = ["GET /users/{id}", "PUT /users/{id}"], layers = layers), init = connect)]
async fn user(Path(id): Path<u64>, context: &Context, State(users): State<Users>, Json(change): Json<Change>) -> Result<Json<User>, ApiError> {
    users.change(id, change, &context.request_id).await
}
