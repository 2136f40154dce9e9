//! `#[lambda_fn]`: parse, validate, expand.

use proc_macro2::TokenStream;

use crate::args::Args;
use crate::errors::Errors;
use crate::handler::Handler;
use crate::{expand, second, validate};

pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    let errors = Errors::new();
    let args = Args::parse(args, &errors);
    let handler = Handler::parse(item, &errors);
    let first = handler.as_ref().and_then(second::first);
    if let (Some(first), Some(handler)) = (&first, &handler) {
        let name = handler.name();
        let file = if name == "main" { "NAME".to_owned() } else { name.to_string() };
        errors.at(
            name,
            format!("`{first}` above is the function of this binary; give `{name}` a binary of its own, as `src/bin/{file}.rs`"),
        );
    }
    let function = handler.as_ref().map(|handler| validate::function(&args, handler, &errors));

    match (errors.finish(), handler, function) {
        (None, Some(handler), Some(function)) => match &function.http {
            Some(http) if !crate::HTTP => expand::without_http(&handler, &function, &http.word),
            _ => expand::function(&handler, &function),
        },
        (errors, handler, _) => expand::broken(item, handler.as_ref(), errors.as_ref(), first.is_some()),
    }
}
