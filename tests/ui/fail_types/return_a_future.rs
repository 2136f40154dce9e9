#[lambda_fn::lambda_fn]
async fn hello(name: String) -> impl Future<Output = lambda_fn::Result<String>> {
    async { Ok(name) }
}
