use lambda_fn::http::Json;

struct User;

#[lambda_fn::lambda_fn(http)]
async fn user() -> Json<User> {
    Json(User)
}
