#[derive(serde::Deserialize)]
struct Request<'a> {
    name: &'a str,
}

#[lambda_fn::lambda_fn]
async fn hello(request: Request<'static>) -> lambda_fn::Result<String> {
    Ok(request.name.to_owned())
}
