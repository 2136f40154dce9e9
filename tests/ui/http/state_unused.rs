//! HTTP: state unused.

use lambda_fn::lambda_fn;

async fn connect() -> lambda_fn::Result<()> {
    Ok(())
}

#[lambda_fn(http, init = connect)]
async fn hello() -> &'static str {
    "hello"
}
