//! `#[lambda_fn]`: parse, validate, expand.

use proc_macro2::TokenStream;

use crate::args::Args;
use crate::errors::Errors;
use crate::handler::Handler;
use crate::{expand, validate};

pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    let errors = Errors::new();
    let args = Args::parse(args, &errors);
    let handler = Handler::parse(item, &errors);
    let function = handler.as_ref().map(|handler| validate::function(&args, handler, &errors));

    match (errors.finish(), handler, function) {
        (None, Some(handler), Some(function)) => expand::function(&handler, &function),
        (errors, handler, _) => expand::broken(item, handler.as_ref(), errors.as_ref()),
    }
}
