//! `#[derive(LambdaError)]`: parse, validate, expand.

mod expand;
pub(crate) mod parse;

use proc_macro2::TokenStream;

use crate::errors::Errors;

pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let error = parse::error(input, &errors);
    match (errors.finish(), error) {
        (None, Some(error)) => expand::error(&error),
        (errors, error) => expand::broken(error.as_ref(), errors.as_ref()),
    }
}
