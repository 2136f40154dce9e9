#[lambda_fn::lambda_fn(http(route = "$defualt"))]
async fn user() -> &'static str {
    "Ada"
}
