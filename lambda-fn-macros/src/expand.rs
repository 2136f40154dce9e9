//! The only place that writes the attribute's output. It cannot fail.
//!
//! ```text
//! #[lambda_fn(memory = 256, init = connect)]
//! async fn order(order: Order, context: Context, db: &Database) -> Result<Receipt> { … }
//! ```
//!
//! becomes
//!
//! ```text
//! async fn order(order: Order, context: Context, db: &Database) -> Result<Receipt> { … }
//!
//! fn main() -> ExitCode {
//!     use __private::report::*;
//!     const FUNCTION: Function = Function { memory: Some(256), ..Function::named("order") };
//!     start(&FUNCTION, || {
//!         init_tracing(&FUNCTION);
//!         current_thread(async {
//!             let state = init(async { made(connect().await).map_err(|error| (&&&&Report(error)).report()) }).await?;
//!             let handler = service_fn(move |invocation| async move {
//!                 let event = event(&invocation)?;
//!                 let result = order(event, argument(&invocation, state), argument(&invocation, state)).await;
//!                 let response = returned(result).map_err(|error| (&&&&Report(error)).report())?;
//!                 response(&response)
//!             });
//!             run(handler).await
//!         })
//!     })
//! }
//! ```
//!
//! with every name under its full path. `tests/expand/` holds it for each form of handler.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Path, ReturnType, Type};

use crate::handler::{Handler, Parameter};
use crate::validate::{Architecture, Function, Name, Runtime};

/// The handler, and the `main` that makes a Lambda function of it.
pub(crate) fn function(handler: &Handler, function: &Function) -> TokenStream {
    let item = &handler.item;
    let cfgs = handler.cfgs();
    let body = main_body(handler, function);
    if handler.name() == "main" {
        return quote! {
            #(#cfgs)*
            fn main() -> ::std::process::ExitCode {
                #[allow(clippy::unused_async)]
                #item
                #body
            }
        };
    }
    quote! {
        #[allow(clippy::unused_async)]
        #item

        #(#cfgs)*
        fn main() -> ::std::process::ExitCode {
            #body
        }
    }
}

/// The item as it stands and an empty `main`, so that the user reads of the mistake alone.
pub(crate) fn broken(item: &TokenStream, handler: Option<&Handler>, errors: Option<&TokenStream>) -> TokenStream {
    match handler {
        Some(handler) if handler.name() == "main" => quote! {
            #errors
            fn main() {
                #[allow(dead_code)]
                #item
            }
        },
        Some(_) => quote! {
            #errors
            #[allow(dead_code)]
            #item
            fn main() {}
        },
        None => quote! {
            #errors
            #item
            fn main() {}
        },
    }
}

fn main_body(handler: &Handler, function: &Function) -> TokenStream {
    let krate = &function.crate_path;
    let description = description(function);
    let init_tracing = function.tracing.then(|| quote!(#krate::__private::init_tracing(&FUNCTION);));
    let init = init(handler, function);
    let service = service(handler, function);
    let run = match function.managed_instances {
        true => quote!(run_concurrent),
        false => quote!(run),
    };
    let run = Place::of(handler.name()).tokens(&quote!(#krate::__private::#run(handler)));
    let run = quote! {
        async {
            #init
            let handler = #service;
            #run.await
        }
    };
    let runtime = match function.runtime {
        Runtime::CurrentThread => quote!(#krate::__private::current_thread(#run)),
        Runtime::MultiThread { worker_threads } => {
            let worker_threads = option(worker_threads);
            quote!(#krate::__private::multi_thread(#worker_threads, #run))
        }
    };
    quote! {
        use #krate::__private::report::*;
        const FUNCTION: #krate::Function = #description;
        #krate::__private::start(&FUNCTION, || {
            #init_tracing
            #runtime
        })
    }
}

/// `Function { memory: Some(256), ..Function::named("order") }`
fn description(function: &Function) -> TokenStream {
    let krate = &function.crate_path;
    let name = match &function.name {
        Name::Literal(name) => quote!(#name),
        Name::Package => quote!(::core::env!("CARGO_PKG_NAME")),
    };
    let mut fields = Vec::new();
    if let Some(description) = &function.description {
        fields.push(quote!(description: ::core::option::Option::Some(#description)));
    }
    if let Some(memory) = function.memory {
        let memory = literal(memory);
        fields.push(quote!(memory: ::core::option::Option::Some(#memory)));
    }
    if let Some(timeout) = function.timeout {
        let timeout = literal(timeout);
        fields.push(quote!(timeout: ::core::option::Option::Some(::core::time::Duration::from_secs(#timeout))));
    }
    if let Some(arch) = &function.arch {
        let arch = match arch {
            Architecture::Arm64 => quote!(Arm64),
            Architecture::X86_64 => quote!(X86_64),
        };
        fields.push(quote!(arch: ::core::option::Option::Some(#krate::Architecture::#arch)));
    }
    if !function.env.is_empty() {
        let variables = function.env.iter().map(|(key, value)| quote!((#key, #value)));
        fields.push(quote!(env: &[#(#variables),*]));
    }
    match fields.is_empty() {
        true => quote!(#krate::Function::named(#name)),
        false => quote!(#krate::Function { #(#fields,)* ..#krate::Function::named(#name) }),
    }
}

fn init(handler: &Handler, function: &Function) -> Option<TokenStream> {
    let krate = &function.crate_path;
    let path = function.init.as_ref()?;
    let place = Place::of(path);
    let made = place.call(&quote!(#krate::__private::made), &{
        let call = place.call(&path.to_token_stream(), &TokenStream::new());
        let wait = place.tokens(&quote!(.await));
        quote!(#call #wait)
    });
    let report = report(krate, &place);
    let init = quote!(#krate::__private::init(async { #made.map_err(#report) }).await?);
    Some(match (takes_state(handler), function.managed_instances) {
        (true, true) => {
            let shared = place.tokens(&quote!(#krate::__private::shared(state)));
            quote!(let state = #init; let state = #shared;)
        }
        (true, false) => quote!(let state = #init;),
        (false, _) => quote!(#init;),
    })
}

/// Whether any parameter could be the state, as far as the places and names tell.
fn takes_state(handler: &Handler) -> bool {
    handler.parameters().iter().any(|parameter| match parameter {
        Parameter::Event(ty) => matches!(ty, Type::Reference(_)),
        Parameter::Argument(_) => true,
    })
}

fn service(handler: &Handler, function: &Function) -> TokenStream {
    let krate = &function.crate_path;
    let parameters = handler.parameters();
    let invocation = match parameters.is_empty() {
        true => quote!(_),
        false => quote!(invocation),
    };
    let state = match function.init {
        Some(_) => quote!(state),
        None => quote!(&#krate::NoState),
    };

    let mut event = None;
    let arguments: Vec<_> = parameters
        .iter()
        .map(|parameter| match parameter {
            // a reference is the state where there is no event
            Parameter::Event(ty @ Type::Reference(_)) if function.init.is_some() => {
                let path = quote!(#krate::__private::event_or_state);
                let decode = Place::of(ty).call(&path, &quote!(&invocation, state));
                event = Some(quote!(let event = #decode?;));
                quote!(event)
            }
            Parameter::Event(ty) => {
                let decode = Place::of(ty).call(&quote!(#krate::__private::event), &quote!(&invocation));
                event = Some(quote!(let event = #decode?;));
                quote!(event)
            }
            Parameter::Argument(ty) => {
                Place::of(ty).call(&quote!(#krate::__private::argument), &quote!(&invocation, #state))
            }
        })
        .collect();

    let name = handler.name();
    let output = match &handler.signature.output {
        ReturnType::Type(_, ty) => Place::of(ty),
        ReturnType::Default => Place::of(name),
    };
    let returned = output.call(&quote!(#krate::__private::returned), &output.tokens(&quote!(result)));
    let report = report(krate, &output);
    let response = output.call(&quote!(#krate::__private::response), &output.tokens(&quote!(&response)));
    let here = Place::of(name).first;
    let service = quote_spanned! {here=> move |#invocation| async move {
        #event
        let result = #name(#(#arguments),*).await;
        let response = #returned.map_err(#report)?;
        #response
    }};
    quote!(#krate::__private::service_fn(#service))
}

/// The error's way to Lambda: the kinds of error are told apart by method resolution, see `lambda_fn::report`.
fn report(krate: &Path, place: &Place) -> TokenStream {
    place.tokens(&quote!(|error| (&&&&#krate::__private::Report(error)).report()))
}

/// Where something of the user's stands, from its first to its last token: an error of a trait check that is placed
/// there points at the user's own type, and not at the attribute.
struct Place {
    first: Span,
    last: Span,
}

impl Place {
    fn of(user: &impl ToTokens) -> Self {
        let mut spans = user.to_token_stream().into_iter().map(|token| token.span());
        let first = spans.next().unwrap_or_else(Span::call_site);
        let last = spans.last().unwrap_or(first);
        // names are looked up where the attribute stands, whatever macro wrote the user's tokens
        Self { first: Span::call_site().located_at(first), last: Span::call_site().located_at(last) }
    }

    /// Sets the place of tokens, of those within groups too.
    fn tokens(&self, tokens: &TokenStream) -> TokenStream {
        let count = tokens.clone().into_iter().count();
        let place = |(number, mut token): (usize, TokenTree)| {
            let span = if number + 1 == count { self.last } else { self.first };
            if let TokenTree::Group(group) = &token {
                token = Group::new(group.delimiter(), self.tokens(&group.stream())).into();
            }
            token.set_span(span);
            token
        };
        tokens.clone().into_iter().enumerate().map(place).collect()
    }

    /// A call of a function; its arguments keep their places.
    fn call(&self, path: &TokenStream, arguments: &TokenStream) -> TokenStream {
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments.clone());
        arguments.set_span(self.last);
        let mut call: TokenStream = path
            .clone()
            .into_iter()
            .map(|mut token| {
                token.set_span(self.first);
                token
            })
            .collect();
        call.extend([TokenTree::from(arguments)]);
        call
    }
}

fn option(value: Option<u64>) -> TokenStream {
    match value.map(literal) {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// A number as a person writes it, without a type behind it.
fn literal(value: u64) -> Literal {
    Literal::u64_unsuffixed(value)
}
