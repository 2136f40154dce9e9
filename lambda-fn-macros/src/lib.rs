//! The macros of `lambda-fn`: depend on that crate, not on this one.

mod args;
#[cfg(any(feature = "http", test))]
mod debug_handler;
mod errors;
mod expand;
mod foreign;
mod grammar;
mod handler;
mod lambda_error;
mod lambda_fn;
mod second;
mod signature;
mod span;
#[cfg(test)]
mod tests;
mod trigger;
mod validate;

use proc_macro::TokenStream;

/// Whether `lambda_fn::http` is there.
const HTTP: bool = cfg!(any(feature = "http", test));

#[doc = include_str!("../docs/lambda_fn.md")]
#[proc_macro_attribute]
pub fn lambda_fn(args: TokenStream, item: TokenStream) -> TokenStream {
    lambda_fn::expand(args.into(), &item.into()).into()
}

#[cfg(feature = "http")]
#[doc = include_str!("../docs/debug_handler.md")]
#[proc_macro_attribute]
pub fn debug_handler(args: TokenStream, item: TokenStream) -> TokenStream {
    debug_handler::expand(args.into(), &item.into()).into()
}

#[doc = include_str!("../docs/lambda_error.md")]
#[proc_macro_derive(LambdaError, attributes(lambda))]
pub fn derive_lambda_error(input: TokenStream) -> TokenStream {
    lambda_error::derive(input.into()).into()
}
