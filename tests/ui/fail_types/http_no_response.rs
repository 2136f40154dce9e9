struct User;

#[lambda_fn::lambda_fn(http)]
async fn user() -> User {
    User
}
