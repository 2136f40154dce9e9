#[lambda_fn::lambda_fn(http(route = "GET /users/{name}"))]
async fn user(lambda_fn::http::Path(name): lambda_fn::http::Path<&str>) -> String {
    name.to_owned()
}
