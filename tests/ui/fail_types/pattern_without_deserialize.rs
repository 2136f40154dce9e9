struct Request {
    name: String,
}

#[lambda_fn::lambda_fn]
async fn hello(Request { name }: Request) -> lambda_fn::Result<String> {
    Ok(name)
}
