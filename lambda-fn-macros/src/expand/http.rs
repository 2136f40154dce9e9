//! The service of a function that answers HTTP requests: what its author would have written for axum.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::{Path, ReturnType, Type};

use super::{deprecated, named, report};
use crate::handler::{Handler, Parameter, is_context};
use crate::span::{Place, code};

use crate::trigger::http::is_reference;
use crate::trigger::{Form, Http, HttpKind, Route, http_kind, last_segment};

/// The routes, and what makes a handler of events of them.
pub(super) fn service(handler: &Handler, http: &Http, has_state: bool) -> (TokenStream, TokenStream) {
    let routes = match http.form {
        Form::Handler => {
            let endpoint = endpoint(handler, has_state);
            let router = router(&http.routes);
            code!(#endpoint let router = #router;)
        }
        Form::Router => routes_of_the_user(handler),
    };
    let layers = http.layers.as_ref().map(layers);
    let kind = kind(http);
    let service = match http.stream {
        true => code!(http_stream),
        false => code!(http),
    };
    (code!(#routes #layers), code!(lambda_fn::__private::#service(#kind, router)))
}

/// `HttpKind::RestApi`
pub(super) fn kind(http: &Http) -> TokenStream {
    let kind = Ident::new(http_kind(http.kind.unwrap_or(HttpKind::HttpApi)), Span::mixed_site());
    code!(lambda_fn::trigger::HttpKind::#kind)
}

/// How the handler, or what makes its routes, takes the state of `init`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TakesState {
    Not,
    ByValue,
    ByReference,
    /// Through extractors, for requests on any thread.
    Shared,
}

pub(super) fn takes_state(handler: &Handler, form: Form) -> TakesState {
    let mut types = handler.parameters().into_iter().map(|parameter| parameter.ty());
    match form {
        Form::Handler if types.any(|ty| !is_context(ty)) => TakesState::Shared,
        Form::Handler => TakesState::Not,
        Form::Router => match types.next() {
            Some(ty) if is_reference(ty) => TakesState::ByReference,
            Some(_) => TakesState::ByValue,
            None => TakesState::Not,
        },
    }
}

/// The handler as axum calls it: each parameter is extracted at its own place.
fn endpoint(handler: &Handler, has_state: bool) -> TokenStream {
    let types: Vec<_> = handler.parameters().iter().map(Parameter::ty).collect();
    let extracted: Vec<_> = types.iter().map(|ty| !is_context(ty) && !is_reference(ty)).collect();
    let last = extracted.iter().rposition(|extracted| *extracted);
    let names: Vec<_> =
        (1..=types.len()).map(|number| format_ident!("argument_{number}", span = Span::mixed_site())).collect();
    let state = if has_state { code!(state) } else { code!(&()) };

    let takes_context = extracted.contains(&false);
    // the head of the request, where more than the one extractor that takes all of it looks at it
    let apart = takes_context || extracted.iter().filter(|extracted| **extracted).count() > 1;
    let mut extractions = TokenStream::new();
    let mut arguments = Vec::new();
    for (place, (ty, name)) in types.iter().zip(&names).enumerate() {
        arguments.push(match extracted[place] {
            true => {
                if apart && last == Some(place) {
                    extractions.extend(code!(let request = lambda_fn::http::Request::from_parts(head, body);));
                }
                let extract = extractor(ty, last == Some(place), has_state);
                extractions.extend(extraction(ty, name, &extract, &state, last == Some(place)));
                name.to_token_stream()
            }
            false => of_lambda(ty, has_state),
        });
    }
    let parts = match (apart, last) {
        (false, _) => None,
        (true, None) => Some(code!(let (head, _) = request.into_parts();)),
        (true, Some(last)) => {
            let mutable = extracted[..last].contains(&true).then(|| code!(mut));
            Some(code!(let (#mutable head, body) = request.into_parts();))
        }
    };
    let invoked = takes_context.then(|| code!(let lambda = lambda_fn::__private::invoked(&head)?;));
    let request = if apart || last.is_some() { code!(request) } else { code!(_) };

    let name = Place::of(handler.name());
    let output = match &handler.signature.output {
        ReturnType::Type(_, ty) => Place::of(ty),
        ReturnType::Default => Place::of(handler.name()),
    };
    let by_name = handler.has_bound_lifetimes();
    let called = if by_name { handler.name().to_token_stream() } else { code!(handler) };
    let deprecated = deprecated(handler).filter(|_| by_name);
    let call = name.call(&called, &code!(#(#arguments),*));
    let report = report(&output);
    let response = output.call(&code!(lambda_fn::__private::http_response), &output.tokens(&code!(response)));
    let here = name.first;
    let endpoint = quote_spanned! {here=> move |#request: lambda_fn::http::Request| async move {
        #parts
        #invoked
        #extractions
        #deprecated
        let result = #call.await;
        let response = (&&&&lambda_fn::__private::Returned::of(&result)).returns().of(result).map_err(#report)?;
        #response
    }};
    let endpoint = quote_spanned!(here=> lambda_fn::__private::endpoint(#endpoint));
    code!(let endpoint = #endpoint;)
}

/// What extracts a parameter. All do the same; the name of its type chooses what a mistake in it is told as.
pub(crate) fn extractor(ty: &Type, last: bool, has_state: bool) -> TokenStream {
    let name = last_segment(ty).map(|segment| segment.ident.to_string());
    match (name.as_deref(), last) {
        (Some("State"), false) if !has_state => code!(from_head_without_init),
        (Some("State"), true) if !has_state => code!(from_request_without_init),
        (Some("State" | "Path" | "Query"), false) => code!(part_from_head),
        (Some("State" | "Path" | "Query"), true) => code!(part_from_request),
        (Some("Json" | "Form"), true) => code!(decoded_from_request),
        (Some("Request"), true) => code!(whole_request),
        (_, false) => code!(from_head),
        (_, true) => code!(from_request),
    }
}

/// `let argument_1 = from_head(&mut head, state).await?;`
pub(crate) fn extraction(
    ty: &Type,
    name: &Ident,
    extract: &TokenStream,
    state: &TokenStream,
    last: bool,
) -> TokenStream {
    let request = if last { code!(request) } else { code!(&mut head) };
    let extract = Place::of(ty).call(&code!(lambda_fn::__private::#extract), &code!(#request, #state));
    code!(let #name = #extract.await?;)
}

/// The context, or the state of `init`.
fn of_lambda(ty: &Type, has_state: bool) -> TokenStream {
    let (path, arguments) = match has_state {
        true => (code!(argument), code!(&lambda, state)),
        false => (code!(context), code!(&lambda)),
    };
    Place::of(ty).call(&code!(lambda_fn::__private::#path), &arguments)
}

/// `Router::new().route("/users/{id}", get(endpoint))`, or whatever path and method where no route is named.
fn router(routes: &[Route]) -> TokenStream {
    let mut calls = TokenStream::new();
    let mut everything = routes.is_empty();
    for route in routes {
        match route.axum_path() {
            Some(path) => {
                let method = Ident::new(route.axum_method(), Span::mixed_site());
                calls.extend(code!(.route(#path, lambda_fn::http::routing::#method(endpoint))));
            }
            None => everything = true,
        }
    }
    for (path, method) in less_specific(routes) {
        let method = Ident::new(method, Span::mixed_site());
        calls.extend(code!(.route(#path, lambda_fn::http::routing::#method(endpoint))));
    }
    let others = match everything {
        true if routes.len() > 1 => code!(.fallback(endpoint).method_not_allowed_fallback(endpoint)),
        true => code!(.fallback(endpoint)),
        false => code! {
            .fallback(lambda_fn::http::not_found)
            .method_not_allowed_fallback(lambda_fn::http::method_not_allowed)
        },
    };
    code!(lambda_fn::http::Router::new() #calls #others)
}

/// The methods that a path has from other routes: API Gateway looks for the most specific route among those that take the
/// method, where axum looks at the path alone.
fn less_specific(routes: &[Route]) -> BTreeSet<(String, &'static str)> {
    let own: BTreeSet<_> = routes.iter().filter_map(|route| Some((route.axum_path()?, route.axum_method()))).collect();
    let mut all = own.clone();
    for route in routes {
        for other in routes.iter().filter(|other| route.overlaps(other)) {
            all.extend(route.axum_path().map(|path| (path, other.axum_method())));
        }
    }
    // `any` takes what each of the others does
    let is_taken = |path: &str, method: &str| method != "any" && all.contains(&(path.to_owned(), "any"));
    all.difference(&own).filter(|(path, method)| !is_taken(path, method)).cloned().collect()
}

/// `let router = init_by_value(async { router(handler(state)).map_err(…) }).await?;`
fn routes_of_the_user(handler: &Handler) -> TokenStream {
    let name = Place::of(handler.name());
    let output = match &handler.signature.output {
        ReturnType::Type(_, ty) => Place::of(ty),
        ReturnType::Default => Place::of(handler.name()),
    };
    let by_name = handler.has_bound_lifetimes();
    let called = if by_name { handler.name().to_token_stream() } else { code!(handler) };
    let deprecated = deprecated(handler).filter(|_| by_name);
    let argument = handler.parameters().first().map(|parameter| Place::of(parameter.ty()).tokens(&code!(state)));
    let call = name.call(&called, &code!(#argument));
    let router = output.start().tokens(&code!(lambda_fn::__private::router(routes)));
    let report = report(&output);
    let made = code!(async { #deprecated let routes = #call; #router.map_err(#report) });
    code!(let router = lambda_fn::__private::init_by_value(#made).await?;)
}

/// `let router = layered(router, layers);`
fn layers(path: &Path) -> TokenStream {
    let place = Place::of(path);
    let named = named(&place, &code!(layers), path);
    let layered = place.call(&code!(lambda_fn::__private::layered), &place.tokens(&code!(router, layers)));
    code!(#named let router = #layered;)
}
