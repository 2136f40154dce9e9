use std::rc::Rc;

#[lambda_fn::lambda_fn(managed_instances = true, early_timeout = "500ms")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    let name = Rc::new(name);
    std::future::ready(()).await;
    Ok(name.to_string())
}
