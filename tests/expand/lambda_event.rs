#[lambda_fn]
async fn handler(event: LambdaEvent<Request>) -> Result<Response, Error> {
    Ok(Response { req_id: event.context.request_id })
}
