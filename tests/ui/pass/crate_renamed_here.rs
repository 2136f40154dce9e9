//! The crate under another name in this crate.

extern crate lambda_fn as my_name;

mod lambda_fn {}

#[my_name::lambda_fn(crate = my_name)]
async fn hello(name: String) -> my_name::Result<String> {
    Ok(name)
}
