type Answer<T> = Option<T>;

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Answer<String> {
    Some(name)
}
