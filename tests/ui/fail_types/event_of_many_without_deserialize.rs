struct Request;

#[lambda_fn::lambda_fn]
async fn hello(requests: Vec<Request>) -> lambda_fn::Result<usize> {
    Ok(requests.len())
}
