#[derive(lambda_fn::LambdaError)]
union OrderError {
    _code: u32,
    _text: [u8; 4],
}

fn main() {}
