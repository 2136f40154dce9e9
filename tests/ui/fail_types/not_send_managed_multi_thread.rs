use std::rc::Rc;

#[lambda_fn::lambda_fn(managed_instances = true, runtime = "multi_thread")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    let shared = Rc::new(name);
    std::future::ready(()).await;
    Ok(shared.to_string())
}
