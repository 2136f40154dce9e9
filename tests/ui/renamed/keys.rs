//! What the keys write, under the other name.

#[my_name::lambda_fn(crate = my_name, memory = 256, timeout = 30, arch = "arm64", runtime = "multi_thread")]
async fn hello(name: &str, context: &my_name::Context) -> my_name::Result<String> {
    Ok(name.to_owned() + &context.request_id)
}
