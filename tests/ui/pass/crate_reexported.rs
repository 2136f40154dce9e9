//! The crate as another one re-exports it.

mod platform {
    pub(crate) use ::lambda_fn as functions;
}

#[platform::functions::lambda_fn(crate = crate::platform::functions, memory = 256, arch = "arm64")]
async fn hello(name: String) -> platform::functions::Result<String> {
    Ok(name)
}
