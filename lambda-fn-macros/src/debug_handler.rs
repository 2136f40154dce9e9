//! `#[debug_handler]`: says of the handler of a `Router` what is wrong with it, at its own types.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, Error, FnArg, Path, ReturnType, Signature, Token, Type, Visibility};

use crate::expand::http::{extraction, extractor};
use crate::expand::import;
use crate::span::{Place, code};
use crate::trigger::{first_argument, last_segment};
use crate::validate::crate_path;

mod keyword {
    syn::custom_keyword!(state);
}

/// `state = AppState, crate = my_name`
#[derive(Default)]
struct Args {
    state: Option<Type>,
    crate_path: Option<Path>,
}

impl Parse for Args {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut args = Self::default();
        while !input.is_empty() {
            let ahead = input.lookahead1();
            if args.state.is_none() && ahead.peek(keyword::state) {
                input.parse::<keyword::state>()?;
                input.parse::<Token![=]>()?;
                args.state = Some(input.parse()?);
            } else if args.crate_path.is_none() && ahead.peek(Token![crate]) {
                input.parse::<Token![crate]>()?;
                input.parse::<Token![=]>()?;
                args.crate_path = Some(crate_path(&input.call(Path::parse_mod_style)?)?);
            } else {
                return Err(ahead.error());
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(args)
    }
}

/// The handler as it is, and a function that nothing calls.
pub(crate) fn expand(args: TokenStream, item: &TokenStream) -> TokenStream {
    let check = syn::parse2(args).and_then(|args| check(args, item)).unwrap_or_else(Error::into_compile_error);
    quote::quote!(#item #check)
}

fn check(args: Args, item: &TokenStream) -> syn::Result<TokenStream> {
    let signature = signature(item)?;
    if signature.asyncness.is_none() {
        return Err(Error::new_spanned(signature.fn_token, "a handler is async; write `async fn`"));
    }
    if signature.generics.type_params().next().is_some() || signature.generics.const_params().next().is_some() {
        let message =
            "a generic handler cannot be checked; remove `#[debug_handler]`, or check one of a type without generics";
        return Err(Error::new_spanned(&signature.generics, message));
    }
    let types = signature.inputs.iter().map(|input| match input {
        FnArg::Typed(typed) => Ok(&*typed.ty),
        FnArg::Receiver(receiver) => {
            Err(Error::new_spanned(receiver, "a handler takes no `self`; make it a function of its own"))
        }
    });
    let types = types.collect::<syn::Result<Vec<_>>>()?;
    let state = match args.state {
        Some(state) => state,
        None => state_of(&types)?,
    };
    Ok(code_of(&signature, &types, &state, args.crate_path.as_ref()))
}

fn signature(item: &TokenStream) -> syn::Result<Signature> {
    let parse = |input: ParseStream| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let signature = input.parse()?;
        // the body is for rustc, half typed as it may be
        let _: TokenStream = input.parse()?;
        Ok(signature)
    };
    let not_a_function =
        |_| Error::new(Span::call_site(), "`#[debug_handler]` goes on the `async fn` of a route; write it above that");
    parse.parse2(item.clone()).map_err(not_a_function)
}

/// What the `State` among the parameters holds; without one, nothing.
fn state_of(types: &[&Type]) -> syn::Result<Type> {
    let state = |ty: &&Type| {
        let segment = last_segment(ty).filter(|segment| segment.ident == "State")?;
        first_argument(segment).cloned()
    };
    let mut states = types.iter().filter_map(state);
    let Some(first) = states.next() else { return Ok(syn::parse_quote!(())) };
    let written = first.to_token_stream().to_string();
    match states.find(|state| state.to_token_stream().to_string() != written) {
        None => Ok(first),
        Some(other) => {
            let message =
                "the handler takes parts of the state; name the whole, as in `#[debug_handler(state = AppState)]`";
            Err(Error::new_spanned(other, message))
        }
    }
}

/// What axum does with the handler, parameter by parameter.
fn code_of(signature: &Signature, types: &[&Type], state: &Type, crate_path: Option<&Path>) -> TokenStream {
    let names: Vec<_> =
        (1..=types.len()).map(|number| format_ident!("argument_{number}", span = Span::mixed_site())).collect();
    let mut extractions = TokenStream::new();
    for (number, (ty, name)) in types.iter().zip(&names).enumerate() {
        let last = number + 1 == types.len();
        if last {
            extractions.extend(code!(let request = lambda_fn::http::Request::from_parts(head, body);));
        }
        extractions.extend(extraction(ty, name, &extractor(ty, last, true), &code!(state), last));
    }
    let mutable = (types.len() > 1).then(|| code!(mut));
    let parts = match types {
        [] => code!(drop(request);),
        _ => code!(let (#mutable head, body) = request.into_parts();),
    };
    let handler: &Ident = &signature.ident;
    let output = match &signature.output {
        ReturnType::Type(_, ty) => Place::of(ty),
        ReturnType::Default => Place::of(handler),
    };
    let name = Place::of(handler);
    let call = name.call(&handler.to_token_stream(), &code!(#(#names),*));
    let response = output.call(&code!(lambda_fn::__private::http_response), &output.tokens(&code!(response)));
    let here = name.first;
    let endpoint = quote_spanned! {here=> move |request: lambda_fn::http::Request| async move {
        #parts
        #extractions
        let response = #call.await;
        #response
    }};
    let endpoint = quote_spanned!(here=> lambda_fn::__private::endpoint(#endpoint));
    let state = Place::of(state).tokens(&state.to_token_stream());
    let import = import(crate_path);
    code! {
        const _: () = {
            #import
            #[allow(dead_code)]
            fn check(state: &'static #state) {
                let _ = state;
                let _ = #endpoint;
            }
        };
    }
}
