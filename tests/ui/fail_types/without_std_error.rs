#[derive(lambda_fn::LambdaError)]
enum OrderError {
    _NotFound,
}

fn main() {}
