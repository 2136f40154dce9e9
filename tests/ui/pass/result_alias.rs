//! An alias of `Result`.

type Answer<T = String> = std::io::Result<T>;

#[lambda_fn::lambda_fn]
async fn hello(name: String) -> Answer {
    Ok(name)
}
