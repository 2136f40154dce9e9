async fn setup<T: Default>() -> lambda_fn::Result<T> {
    Ok(T::default())
}

#[lambda_fn::lambda_fn(init = setup)]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
