#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Option<String> {
    Some(name)
}
