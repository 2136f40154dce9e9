#[lambda_fn::lambda_fn(http(kind = "websocket", routes = ["$conect"]))]
async fn user() -> &'static str {
    "Ada"
}
