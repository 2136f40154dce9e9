#[lambda_fn::lambda_fn(http)]
async fn user(users: &String) -> String {
    users.clone()
}
