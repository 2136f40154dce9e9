#[derive(LambdaError)]
enum Never {}
