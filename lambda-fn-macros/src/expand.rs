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

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{ReturnType, Type};

use crate::handler::{Handler, Parameter};
use crate::span::{Place, code};
use crate::validate::{Architecture, Function, Name, Runtime, foreign};

/// The handler, and the `main` that makes a Lambda function of it.
pub(crate) fn function(handler: &Handler, function: &Function) -> TokenStream {
    let item = &handler.item;
    let cfgs = handler.cfgs();
    let body = main_body(handler, function);
    if handler.name() == "main" {
        return code! {
            #(#cfgs)*
            fn main() -> ::std::process::ExitCode {
                #[allow(unreachable_pub, clippy::unused_async)]
                #item
                #body
            }
        };
    }
    code! {
        #[allow(clippy::unused_async)]
        #item

        #(#cfgs)*
        fn main() -> ::std::process::ExitCode {
            #body
        }
    }
}

/// The item and an empty `main`, so that the user reads of the mistake alone.
pub(crate) fn broken(item: &TokenStream, handler: Option<&Handler>, errors: Option<&TokenStream>) -> TokenStream {
    let Some(handler) = handler else {
        return code!(#errors #item fn main() {});
    };
    let cfgs = handler.cfgs();
    // an attribute that was refused would add errors of its own
    let attrs = handler.attrs.iter().filter(|attr| foreign(attr).is_none());
    let function = &handler.function;
    let item = code!(#[allow(dead_code)] #(#attrs)* #function);
    match handler.name() == "main" {
        true => code!(#errors #(#cfgs)* fn main() { #item }),
        false => code!(#errors #item #(#cfgs)* fn main() {}),
    }
}

fn main_body(handler: &Handler, function: &Function) -> TokenStream {
    let krate = &krate(function);
    let description = description(function);
    let init_tracing = function.tracing.then(|| code!(#krate::__private::init_tracing(&FUNCTION);));
    let init = init(handler, function);
    let service = service(handler, function);
    let run = match function.managed_instances {
        true => code!(run_concurrent),
        false => code!(run),
    };
    let run = Place::of(handler.name()).tokens(&code!(#krate::__private::#run(handler)));
    let run = code! {
        async {
            #init
            let handler = #service;
            #run.await
        }
    };
    let runtime = match function.runtime {
        Runtime::CurrentThread => code!(#krate::__private::current_thread(#run)),
        Runtime::MultiThread { worker_threads } => {
            let worker_threads = option(worker_threads);
            code!(#krate::__private::multi_thread(#worker_threads, #run))
        }
    };
    // once and for all, so that a path that leads nowhere is one error
    let import = function.crate_path.as_ref().map(|path| {
        let here = Place::of(path).first;
        quote_spanned!(here=> use #path as lambda_fn_crate;)
    });
    code! {
        #import
        use #krate::__private::report::*;
        const FUNCTION: #krate::Function = #description;
        #krate::__private::start(&FUNCTION, || {
            #init_tracing
            #runtime
        })
    }
}

fn krate(function: &Function) -> TokenStream {
    match function.crate_path {
        Some(_) => code!(lambda_fn_crate),
        None => code!(::lambda_fn),
    }
}

/// `Function { memory: Some(256), ..Function::named("order") }`
fn description(function: &Function) -> TokenStream {
    let krate = &krate(function);
    let name = match &function.name {
        Name::Literal(name) => code!(#name),
        Name::Package => code!(::core::env!("CARGO_PKG_NAME")),
    };
    let mut fields = Vec::new();
    if let Some(description) = &function.description {
        fields.push(code!(description: ::core::option::Option::Some(#description)));
    }
    if let Some(memory) = function.memory {
        let memory = literal(memory);
        fields.push(code!(memory: ::core::option::Option::Some(#memory)));
    }
    if let Some(timeout) = function.timeout {
        let timeout = literal(timeout);
        fields.push(code!(timeout: ::core::option::Option::Some(::core::time::Duration::from_secs(#timeout))));
    }
    if let Some(arch) = &function.arch {
        let arch = match arch {
            Architecture::Arm64 => code!(Arm64),
            Architecture::X86_64 => code!(X86_64),
        };
        fields.push(code!(arch: ::core::option::Option::Some(#krate::Architecture::#arch)));
    }
    if !function.env.is_empty() {
        let variables = function.env.iter().map(|(key, value)| code!((#key, #value)));
        fields.push(code!(env: &[#(#variables),*]));
    }
    match fields.is_empty() {
        true => code!(#krate::Function::named(#name)),
        false => code!(#krate::Function { #(#fields,)* ..#krate::Function::named(#name) }),
    }
}

fn init(handler: &Handler, function: &Function) -> Option<TokenStream> {
    let krate = &krate(function);
    let path = function.init.as_ref()?;
    let place = Place::of(path);
    let made = place.call(&code!(#krate::__private::made), &{
        let call = place.call(&path.to_token_stream(), &TokenStream::new());
        let wait = place.tokens(&code!(.await));
        code!(#call #wait)
    });
    let report = report(krate, &place);
    let init = code!(#krate::__private::init(async { #made.map_err(#report) }).await?);
    Some(match (takes_state(handler), function.managed_instances) {
        (true, true) => {
            let shared = place.tokens(&code!(#krate::__private::shared(state)));
            code!(let state = #init; let state = #shared;)
        }
        (true, false) => code!(let state = #init;),
        (false, _) => code!(#init;),
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
    let krate = &krate(function);
    let parameters = handler.parameters();
    let invocation = match parameters.is_empty() {
        true => code!(_),
        false => code!(invocation),
    };
    let state = match function.init {
        Some(_) => code!(state),
        None => code!(&#krate::NoState),
    };

    let mut event = None;
    let arguments: Vec<_> = parameters
        .iter()
        .map(|parameter| match parameter {
            Parameter::Event(ty) => {
                let (path, arguments) = match (ty, &function.init) {
                    // a reference is the state where there is no event
                    (Type::Reference(_), Some(_)) => (code!(event_or_state), code!(&invocation, state)),
                    (Type::Reference(_), None) => (code!(event_by_reference), code!(&invocation)),
                    _ => (code!(event), code!(&invocation)),
                };
                let decode = Place::of(ty).call(&code!(#krate::__private::#path), &arguments);
                event = Some(code!(let event = #decode?;));
                code!(event)
            }
            Parameter::Argument(ty) => {
                Place::of(ty).call(&code!(#krate::__private::argument), &code!(&invocation, #state))
            }
        })
        .collect();

    let name = handler.name();
    let output = match &handler.signature.output {
        ReturnType::Type(_, ty) => Place::of(ty),
        ReturnType::Default => Place::of(name),
    };
    let returned = output.start().tokens(&code!(#krate::__private::returned(result)));
    let report = report(krate, &output);
    let response = output.call(&code!(#krate::__private::response), &output.tokens(&code!(&response)));
    let here = Place::of(name).first;
    let service = quote_spanned! {here=> move |#invocation| async move {
        #event
        let result = #name(#(#arguments),*).await;
        let response = #returned.map_err(#report)?;
        #response
    }};
    code!(#krate::__private::service_fn(#service))
}

/// The error's way to Lambda: the kinds of error are told apart by method resolution, see `lambda_fn::report`.
fn report(krate: &TokenStream, place: &Place) -> TokenStream {
    place.tokens(&code!(|error| (&&&&#krate::__private::Report(error)).report()))
}

fn option(value: Option<u64>) -> TokenStream {
    match value.map(literal) {
        Some(value) => code!(::core::option::Option::Some(#value)),
        None => code!(::core::option::Option::None),
    }
}

/// A number as a person writes it, without a type behind it.
fn literal(value: u64) -> Literal {
    Literal::u64_unsuffixed(value)
}
