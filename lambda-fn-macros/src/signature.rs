//! Every rule of the handler's signature. Each mistake is reported at its own token.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, FnArg, GenericParam, ReturnType, Safety, Type, TypeReference};

use crate::args::Args;
use crate::errors::Errors;
use crate::handler::{Handler, Parameter, is_context};
use crate::trigger::{Form, http};

pub(crate) fn signature(args: &Args, handler: &Handler, errors: &Errors) {
    let signature = &handler.signature;
    match &signature.constness {
        Some(constness) => errors.at(constness, "a handler cannot be `const`; write `async fn`"),
        None if signature.asyncness.is_none() && !args.is_http() => {
            let message = match handler.starts_tokio() {
                true => "`#[lambda_fn]` starts the runtime itself; remove `#[tokio::main]` above it",
                false => "a handler is async; write `async fn`",
            };
            errors.at(signature.fn_token, message);
        }
        None => {}
    }
    if let Safety::Unsafe(safety) = &signature.safety {
        errors.at(safety, "a handler cannot be `unsafe`; remove it and use `unsafe` blocks inside");
    } else if let Safety::Safe(safety) = &signature.safety {
        errors.at(safety, "a handler cannot be `safe`; remove it");
    }
    if let Some(abi) = &signature.abi {
        errors.at(abi, "a handler cannot be `extern`; remove the ABI");
    }
    for generic in &signature.generics.params {
        let message = match generic {
            GenericParam::Lifetime(_) => continue,
            GenericParam::Type(_) => "a handler cannot have type parameters, since Lambda chooses none; name the type",
            GenericParam::Const(_) => {
                "a handler cannot have const parameters, since Lambda chooses none; use a `const` item"
            }
        };
        errors.at(generic, message);
    }
    if let Some(variadic) = &signature.variadic {
        errors.at(variadic, "a handler cannot be variadic; take one event");
    }
    if args.is_http() {
        http::signature(args, handler, errors);
    } else if let ReturnType::Default = signature.output {
        let message = format!("`{}` returns nothing; write `-> Result<()>`", signature.ident);
        errors.at(&signature.ident, message);
    }
    foreign_attributes(handler, errors);
    parameters(args, handler, errors);
}

/// Attributes that would write a `main` or a test of their own.
fn foreign_attributes(handler: &Handler, errors: &Errors) {
    for attr in &handler.attrs {
        if let Some(message) = foreign(attr) {
            errors.at(attr, message);
        }
    }
}

/// Why an attribute cannot stand on a handler.
pub(crate) fn foreign(attr: &Attribute) -> Option<String> {
    let path: Vec<_> = attr.path().segments.iter().map(|segment| segment.ident.to_string()).collect();
    let path: Vec<_> = path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["tokio" | "async_std" | "smol", "main"] => {
            Some(format!("`#[lambda_fn]` starts the runtime itself; remove `#[{}]`", path.join("::")))
        }
        ["test"] | ["tokio", "test"] => {
            Some("a handler cannot be a test; call it from a test function of its own".to_owned())
        }
        ["lambda_fn"] | ["lambda_fn", "lambda_fn"] => Some("`#[lambda_fn]` is given twice; keep one".to_owned()),
        _ => None,
    }
}

fn parameters(args: &Args, handler: &Handler, errors: &Errors) {
    for input in &handler.signature.inputs {
        match input {
            FnArg::Receiver(receiver) => {
                let message = "a handler cannot be a method; move it out of the `impl` and take `&State` from `init`";
                errors.at(receiver.self_token, message);
            }
            FnArg::Typed(typed) => {
                if let Some(attr) = typed.attrs.iter().find(|attr| attr.path().is_ident("cfg")) {
                    errors.at(attr, "`#[cfg]` on a parameter is not supported; put it on the handler");
                }
                if let Some(impl_trait) = find_impl_trait(typed.ty.to_token_stream()) {
                    errors
                        .at(impl_trait, "a handler cannot take `impl Trait`, since Lambda chooses none; name the type");
                }
                if let Type::Reference(reference) = &*typed.ty {
                    reference_rules(reference, args, handler, errors);
                }
            }
        }
    }

    if !args.is_http() {
        order(&handler.parameters(), args.has("init"), errors);
    }
}

/// The event first, and behind it what is there for each invocation.
fn order(parameters: &[Parameter], has_state: bool, errors: &Errors) {
    if let [Parameter::Argument(context), others @ ..] = parameters
        && others.iter().any(|parameter| is_event(parameter.ty()))
    {
        errors.at(context, "the context comes after the event; put the event first");
        return;
    }
    for ty in parameters.iter().skip(1).map(Parameter::ty) {
        if is_event(ty) {
            let message =
                "a handler takes one event, and it comes first; what follows is `Context`, `&Context` or `&State`";
            errors.at(ty, message);
        } else if is_state(ty) && !has_state {
            errors.at(ty, "nothing makes this state; name the `async fn` that does in `#[lambda_fn(init = …)]`");
        }
    }
}

/// What a handler borrows is read by others too, and is gone after the invocation.
fn reference_rules(reference: &TypeReference, args: &Args, handler: &Handler, errors: &Errors) {
    if let Some(mutability) = &reference.mutability {
        errors.at(mutability, "a handler takes nothing by `&mut`; take the event by value and the state as `&State`");
    }
    // a `Router` outlives all invocations, and what it is made of too
    let outlives = args.is_http() && http::form(handler) == Form::Router;
    if let Some(lifetime) = reference.lifetime.as_ref().filter(|lifetime| lifetime.ident == "static" && !outlives) {
        errors.at(lifetime, "what a handler takes lives as long as its invocation; remove `'static`");
    }
}

/// Whether a parameter that is not the first can only be meant as an event: neither the context nor a reference.
fn is_event(ty: &Type) -> bool {
    !is_context(ty) && !matches!(ty, Type::Reference(_)) && find_impl_trait(ty.to_token_stream()).is_none()
}

fn is_state(ty: &Type) -> bool {
    !is_context(ty) && matches!(ty, Type::Reference(reference) if reference.mutability.is_none())
}

fn find_impl_trait(tokens: TokenStream) -> Option<Ident> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == "impl" => Some(ident),
        TokenTree::Group(group) => find_impl_trait(group.stream()),
        _ => None,
    })
}
