//! An error of the standard library.

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Result<u32, std::num::ParseIntError> {
    name.parse()
}
