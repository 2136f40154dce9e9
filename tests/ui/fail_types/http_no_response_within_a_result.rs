struct User;

#[lambda_fn::lambda_fn(http)]
async fn user() -> lambda_fn::Result<User> {
    Ok(User)
}
