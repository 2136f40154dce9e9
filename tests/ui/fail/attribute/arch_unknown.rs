#[lambda_fn::lambda_fn(arch = "riscv64")]
async fn hello(name: String) -> lambda_fn::Result<String> {
    Ok(name)
}
