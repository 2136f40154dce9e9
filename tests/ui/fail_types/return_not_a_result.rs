#[lambda_fn::lambda_fn]
async fn hello(name: String) -> String {
    name
}
