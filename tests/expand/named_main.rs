/// Says hello.
#[lambda_fn]
pub async fn main((name, mut times): (String, u32)) -> Result<String> {
    Ok(name.repeat(times))
}
