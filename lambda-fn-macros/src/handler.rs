//! The annotated fn. Its body stays a token stream, so that a half-typed one expands all the same.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, FnArg, LitStr, Signature, Type, Visibility};

use crate::errors::Errors;
use crate::foreign;

pub(crate) struct Handler {
    /// The item as the user wrote it.
    pub(crate) item: TokenStream,
    pub(crate) attrs: Vec<Attribute>,
    /// What stands behind the attributes.
    pub(crate) function: TokenStream,
    pub(crate) signature: Signature,
    visibility: Visibility,
    body: TokenStream,
}

/// What a parameter of the handler takes, as far as its place and its type's name tell.
pub(crate) enum Parameter<'a> {
    /// The first parameter, unless it is a `Context`.
    Event(&'a Type),
    /// `Context`, `&Context` or `&State`: which of them, the type system finds out.
    Argument(&'a Type),
}

impl<'a> Parameter<'a> {
    pub(crate) fn ty(&self) -> &'a Type {
        match self {
            Self::Event(ty) | Self::Argument(ty) => ty,
        }
    }
}

impl Handler {
    pub(crate) fn parse(item: &TokenStream, errors: &Errors) -> Option<Self> {
        let tokens = item.clone();
        let parse = |input: ParseStream| {
            let attrs = input.call(Attribute::parse_outer)?;
            let function = input.fork().parse()?;
            let visibility = input.parse()?;
            if !starts_fn(input) {
                let _: TokenStream = input.parse()?;
                return Ok(None);
            }
            let signature = input.parse()?;
            let body = input.parse()?;
            Ok(Some(Self { item: tokens, attrs, function, signature, visibility, body }))
        };
        match parse.parse2(item.clone()) {
            Ok(Some(handler)) => Some(handler),
            Ok(None) => {
                let message =
                    "`#[lambda_fn]` goes on a function; write it above `async fn name(event: …) -> Result<…>`";
                errors.at(item_keyword(item), message);
                None
            }
            Err(error) => {
                errors.push(error);
                None
            }
        }
    }

    pub(crate) fn name(&self) -> &Ident {
        &self.signature.ident
    }

    pub(crate) fn is_public(&self) -> bool {
        !matches!(self.visibility, Visibility::Inherited)
    }

    /// Whether a lifetime has a bound: the function is then another one for each, and cannot be named once for all.
    pub(crate) fn has_bound_lifetimes(&self) -> bool {
        let generics = &self.signature.generics;
        generics.where_clause.is_some() || generics.lifetimes().any(|lifetime| !lifetime.bounds.is_empty())
    }

    /// Whether `#[tokio::main]` stood above the attribute and has made this of an `async fn` already.
    pub(crate) fn starts_tokio(&self) -> bool {
        foreign::starts_tokio(&self.body)
    }

    /// The parameters in order. Receivers are left to the validation.
    pub(crate) fn parameters(&self) -> Vec<Parameter<'_>> {
        let types = self.signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(&*typed.ty),
            FnArg::Receiver(_) => None,
        });
        let parameter = |(place, ty)| match place == 0 && !is_context(ty) {
            true => Parameter::Event(ty),
            false => Parameter::Argument(ty),
        };
        types.enumerate().map(parameter).collect()
    }

    pub(crate) fn cfgs(&self) -> impl Iterator<Item = &Attribute> {
        self.attrs.iter().filter(|attr| attr.path().is_ident("cfg"))
    }
}

/// Whether a fn follows, behind any of the words that can stand before `fn`.
fn starts_fn(input: ParseStream) -> bool {
    let input = input.fork();
    while let Ok(word) = input.call(Ident::parse_any) {
        match word.to_string().as_str() {
            "fn" => return true,
            "const" | "async" | "unsafe" | "safe" => {}
            "extern" => drop(input.parse::<Option<LitStr>>()),
            _ => return false,
        }
    }
    false
}

/// `struct`, `impl` and so on: the first word behind attributes and visibility.
fn item_keyword(item: &TokenStream) -> TokenStream {
    let parse = |input: ParseStream| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let keyword: TokenTree = input.parse()?;
        let _: TokenStream = input.parse()?;
        Ok(TokenStream::from(keyword))
    };
    parse.parse2(item.clone()).unwrap_or_else(|_| item.clone())
}

/// Whether the type is called `Context`, or a reference to it.
///
/// By name, since `lambda_runtime::Context` implements `Deserialize`: by its traits it could be an event.
pub(crate) fn is_context(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "Context"),
        Type::Reference(reference) => is_context(&reference.elem),
        Type::Paren(paren) => is_context(&paren.elem),
        Type::Group(group) => is_context(&group.elem),
        _ => false,
    }
}
