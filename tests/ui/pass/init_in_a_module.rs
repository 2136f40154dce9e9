//! An `init` in a module, with a `Result` of its own.

mod start {
    pub(crate) async fn setup() -> Result<u32, std::num::ParseIntError> {
        std::future::ready("7").await.parse()
    }
}

#[lambda_fn::lambda_fn(init = crate::start::setup)]
async fn hello(number: &u32) -> lambda_fn::Result<u32> {
    Ok(*number)
}
