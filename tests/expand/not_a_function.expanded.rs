::core::compile_error! {
    "`#[lambda_fn]` goes on a function; write it above `async fn name(event: …) -> Result<…>`"
}
struct Hello {
    name: String,
}
fn main() {}
