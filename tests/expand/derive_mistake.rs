#[derive(LambdaError)]
enum OrderError {
    #[lambda(status = 200)]
    NotFound,
}
