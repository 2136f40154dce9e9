::core::compile_error! {
    "nothing takes `{proxy}`; add `Path(proxy): Path<String>` to the handler"
}
#[allow(dead_code)]
async fn echo(body: Bytes) -> Bytes {
    body
}
fn main() {}
