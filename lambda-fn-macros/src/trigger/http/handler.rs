//! What a function that answers HTTP requests looks like: a handler of axum's, or a fn that makes a `Router`.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{GenericArgument, LitStr, PathSegment, ReturnType, Type};

use super::route::Route;
use crate::args::Args;
use crate::errors::Errors;
use crate::handler::{Handler, is_context};
use crate::trigger::event::{arguments, first_argument, last_segment};

/// The two forms of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `async fn get_user(Path(id): Path<u64>) -> Json<User>`: called for each request.
    Handler,
    /// `fn api(users: Users) -> Router`: called once, in the init phase.
    Router,
}

pub(crate) fn form(handler: &Handler) -> Form {
    match handler.signature.asyncness {
        Some(_) => Form::Handler,
        None => Form::Router,
    }
}

/// The rules of the signature that only these functions have.
pub(crate) fn signature(args: &Args, handler: &Handler, errors: &Errors) {
    let signature = &handler.signature;
    let fallible = returned(handler).filter(|segment| segment.ident == "Result").and_then(first_argument);
    let made = fallible.map_or_else(|| returned(handler), last_segment);
    let routes = made.is_some_and(|segment| segment.ident == "Router");
    match (&signature.asyncness, form(handler)) {
        (Some(asyncness), _) if routes => {
            errors.at(asyncness, "a `Router` is made once, in the init phase, and waits for nothing; remove `async`");
        }
        (None, Form::Router) if handler.starts_tokio() => {
            errors.at(signature.fn_token, "`#[lambda_fn]` starts the runtime itself; remove `#[tokio::main]` above it");
        }
        (None, Form::Router) if !routes && !matches!(signature.output, ReturnType::Type(..)) => {
            errors.at(signature.fn_token, "a handler is async; write `async fn`, or return a `Router`");
        }
        (None, Form::Router) => made_of_state(args, handler, errors),
        (Some(_), _) | (None, Form::Handler) => {}
    }
    if form(handler) == Form::Handler {
        own_what_they_hold(handler, errors);
        if !args.has("init") {
            for ty in parameters(handler).filter(|ty| is_reference(ty) && !is_context(ty)) {
                errors.at(ty, "nothing makes this state; name the `async fn` that does in `#[lambda_fn(init = …)]`");
            }
        }
    }
}

/// What is read from a request outlives none of it. Left to rustc, it says so four times, and not what to do.
fn own_what_they_hold(handler: &Handler, errors: &Errors) {
    const READ: [&str; 5] = ["Path", "Query", "Json", "Form", "Claims"];
    for ty in parameters(handler) {
        let segment = match last_segment(ty) {
            Some(option) if option.ident == "Option" => first_argument(option).and_then(last_segment),
            segment => segment,
        };
        let Some(extractor) = segment.filter(|segment| READ.iter().any(|name| segment.ident == name)) else {
            continue;
        };
        if let Some(borrowed) = arguments(extractor).find_map(borrowed) {
            let message = format!(
                "`{}` cannot borrow from the request; take a type that owns its value, as `String` for `&str`",
                extractor.ident
            );
            errors.at(borrowed, message);
        }
    }
}

/// The first reference or lifetime in it, but for `'static`, which a `Cow` can have.
fn borrowed(argument: &GenericArgument) -> Option<&dyn ToTokens> {
    match argument {
        GenericArgument::Lifetime(lifetime) if lifetime.ident != "static" => Some(lifetime),
        GenericArgument::Type(ty) => borrowed_by(ty),
        _ => None,
    }
}

fn borrowed_by(ty: &Type) -> Option<&dyn ToTokens> {
    match ty {
        Type::Reference(_) => Some(ty),
        Type::Path(path) => path.path.segments.iter().flat_map(arguments).find_map(borrowed),
        Type::Tuple(tuple) => tuple.elems.iter().find_map(borrowed_by),
        Type::Array(array) => borrowed_by(&array.elem),
        Type::Paren(paren) => borrowed_by(&paren.elem),
        Type::Group(group) => borrowed_by(&group.elem),
        _ => None,
    }
}

/// A fn that makes a `Router` takes the state, or nothing.
fn made_of_state(args: &Args, handler: &Handler, errors: &Errors) {
    let mut parameters = parameters(handler);
    let Some(first) = parameters.next() else {
        return;
    };
    if let Some(second) = parameters.next() {
        errors.at(second, "a `Router` is made of the state of `init` alone; put all it takes into that state");
    }
    if is_context(first) {
        errors.at(first, "there is no invocation yet; take `lambda_fn::http::Context` in the handlers of the routes");
    } else if !args.has("init") {
        errors.at(first, "nothing makes this state; name the `async fn` that does in `#[lambda_fn(init = …)]`");
    }
}

fn parameters(handler: &Handler) -> impl Iterator<Item = &Type> {
    handler.parameters().into_iter().map(|parameter| parameter.ty())
}

pub(crate) fn is_reference(ty: &Type) -> bool {
    match ty {
        Type::Reference(_) => true,
        Type::Paren(paren) => is_reference(&paren.elem),
        Type::Group(group) => is_reference(&group.elem),
        _ => false,
    }
}

/// The variables of the routes against the `Path` that takes them, as far as the names of the types tell.
pub(super) fn variables(handler: &Handler, written: &[&LitStr], routes: &[Route], errors: &Errors) {
    if form(handler) != Form::Handler {
        return;
    }
    let types: Vec<_> = parameters(handler).collect();
    let taken = types.iter().find_map(|ty| path_argument(ty));
    match taken {
        Some((path, ty)) => takes_them(path, ty, written, routes, errors),
        None if types.iter().all(|ty| looks_away(ty)) => {
            let variable =
                routes.iter().zip(written).find_map(|(route, text)| Some((route.variables().first()?, text)));
            if let Some((variable, text)) = variable {
                let name = &variable.name;
                let parameter = match routes.iter().any(|route| route.variables().is_empty()) {
                    true => format!("{}: Option<Path<String>>", word(name)),
                    false => format!("Path({}): Path<String>", word(name)),
                };
                errors.at(text, format!("nothing takes `{{{name}}}`; add `{parameter}` to the handler"));
            }
        }
        None => {}
    }
}

/// A name that can stand in Rust.
fn word(name: &str) -> String {
    name.replace(['-', '.', ':'], "_")
}

fn takes_them(path: &Ident, ty: &Type, written: &[&LitStr], routes: &[Route], errors: &Errors) {
    let none = routes.iter().all(|route| route.variables().is_empty());
    if none {
        let message = match written {
            [] => "no route has variables; write one, as in `http(route = \"GET /users/{id}\")`, or remove this `Path`",
            _ => "the route has no variable for this `Path`; write one, as in `/users/{id}`, or remove it",
        };
        errors.at(path, message);
        return;
    }
    let Some(takes) = arity(ty) else {
        return;
    };
    if let Some((route, _)) = routes.iter().zip(written).find(|(route, _)| route.variables().len() != takes) {
        let has = route.variables().len();
        let names: Vec<_> = route.variables().iter().map(|variable| format!("`{{{}}}`", variable.name)).collect();
        let plural = if takes == 1 { "" } else { "s" };
        let remedy = match &names[..] {
            [] => "take it as `Option<Path<…>>`".to_owned(),
            [name] => format!("take {name} alone"),
            names => format!("take {} as a tuple", names.join(" and ")),
        };
        let message = format!("this `Path` takes {takes} variable{plural}, and the route has {has}; {remedy}");
        errors.at(ty, message);
    }
}

/// How many variables a type takes; `None` where only the type system knows.
fn arity(ty: &Type) -> Option<usize> {
    const SINGLE: [&str; 15] = [
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "String", "bool",
        "char",
    ];
    match ty {
        Type::Tuple(tuple) if !tuple.elems.is_empty() => Some(tuple.elems.len()),
        Type::Path(path) => path.path.get_ident().filter(|name| SINGLE.iter().any(|one| *name == one)).map(|_| 1),
        Type::Paren(paren) => arity(&paren.elem),
        Type::Group(group) => arity(&group.elem),
        _ => None,
    }
}

/// `Path<…>`: its name, and what stands in it.
fn path_argument(ty: &Type) -> Option<(&Ident, &Type)> {
    let segment = last_segment(ty).filter(|segment| segment.ident == "Path")?;
    Some((&segment.ident, first_argument(segment)?))
}

/// Whether a parameter has nothing of the path, as its name tells.
fn looks_away(ty: &Type) -> bool {
    const OTHERS: [&str; 17] = [
        "Query",
        "Json",
        "Form",
        "State",
        "HeaderMap",
        "Method",
        "Version",
        "Bytes",
        "String",
        "Body",
        "Claims",
        "Stage",
        "SourceIp",
        "Context",
        "TypedHeader",
        "CookieJar",
        "Host",
    ];
    is_reference(ty) || last_segment(ty).is_some_and(|segment| OTHERS.iter().any(|name| segment.ident == name))
}

fn returned(handler: &Handler) -> Option<&PathSegment> {
    match &handler.signature.output {
        ReturnType::Type(_, ty) => last_segment(ty),
        ReturnType::Default => None,
    }
}
