::core::compile_error! {
    "`tracing` takes `true` or `false`; write `tracing = false`"
}
::core::compile_error! {
    "`#[lambda_fn]` starts the runtime itself; remove `#[tokio::main]`"
}
::core::compile_error! {
    "`memory = 64` is outside Lambda's range; it is 128 to 10240, in MB"
}
#[allow(dead_code)]
#[cfg(feature = "hello")]
async fn hello(request: Request) -> Result<Response> {
    Ok(request.into())
}
#[cfg(feature = "hello")]
fn main() {}
