use std::rc::Rc;

#[derive(serde::Deserialize)]
struct Request {
    #[serde(skip)]
    cache: Rc<String>,
}

#[lambda_fn::lambda_fn(managed_instances = true)]
async fn hello(request: Request) -> lambda_fn::Result<String> {
    std::future::ready(()).await;
    Ok(request.cache.to_string())
}
