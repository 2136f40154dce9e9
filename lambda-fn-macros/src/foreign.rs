//! What this crate takes from the text that other crates write, since nothing else tells it. Each phrase has its owner and a
//! test against the owner itself, so an update that words it otherwise says which phrase it was.

use proc_macro2::TokenStream;

/// `tokio-macros`: whether a body is one that `#[tokio::main]` has written. Tested by `ui/fail/signature/tokio_main_above.rs`.
pub(crate) fn starts_tokio(body: &TokenStream) -> bool {
    let body: String = body.to_string().split_whitespace().collect();
    body.contains("usetokio::runtime::Builder;return")
}
