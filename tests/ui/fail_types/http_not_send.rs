use std::rc::Rc;

#[lambda_fn::lambda_fn(http)]
async fn user() -> String {
    let name = Rc::new("Ada".to_owned());
    std::future::ready(()).await;
    name.to_string()
}
