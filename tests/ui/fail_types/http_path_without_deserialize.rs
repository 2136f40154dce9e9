use lambda_fn::http::Path;

struct Id;

#[lambda_fn::lambda_fn(http(route = "GET /users/{id}"))]
async fn user(Path(id): Path<Id>) -> &'static str {
    let _ = id;
    "Ada"
}
