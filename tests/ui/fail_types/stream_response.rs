mod lambda_runtime {
    pub struct StreamResponse<S>(pub S);
}

use lambda_runtime::StreamResponse;

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> lambda_fn::Result<StreamResponse<String>> {
    Ok(StreamResponse(name))
}
