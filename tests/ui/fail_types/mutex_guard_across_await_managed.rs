use std::sync::Mutex;

static COUNT: Mutex<u32> = Mutex::new(0);

#[lambda_fn::lambda_fn(managed_instances = true)]
async fn count() -> lambda_fn::Result<u32> {
    let mut count = COUNT.lock().unwrap();
    std::future::ready(()).await;
    *count += 1;
    Ok(*count)
}
