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
//!     use ::lambda_fn;
//!     use __private::report::*;
//!     const FUNCTION: Function = Function { memory: Some(256), ..Function::named("order") };
//!     start(&FUNCTION, || {
//!         current_thread(async {
//!             init_tracing(&FUNCTION);
//!             let setup = connect;
//!             let state = init(async { made(setup().await).map_err(|error| (&&&&&&&Report::of(&error)).report(error)) }).await?;
//!             let handler = order;
//!             let service = service_fn(move |invocation| async move {
//!                 let event = event(&invocation)?;
//!                 let result = handler(event, argument(&invocation, state), argument(&invocation, state)).await;
//!                 let returned = returned(result).map_err(|error| (&&&&&&&Report::of(&error)).report(error));
//!                 returned.and_then(|response| response(&response))
//!             });
//!             run(service).await
//!         })
//!     })
//! }
//! ```
//!
//! with every name under its full path. `tests/expand/` holds it for each form of handler.
//!
//! The user's functions are named before they are called: so clippy knows that they have to be `async`, with or without
//! an `.await` in them.

pub(crate) mod http;
mod records;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Attribute, Path, ReturnType, Type};

use crate::expand::http::TakesState;
use crate::handler::{Handler, Parameter};
use crate::signature::foreign;
use crate::span::{Place, code};
use crate::trigger::{self, Form, first_argument, last_segment};
use crate::validate::{Architecture, Function, Name, Runtime};

/// The handler, and the `main` that makes a Lambda function of it.
pub(crate) fn function(handler: &Handler, function: &Function) -> TokenStream {
    with_main(handler, &main_body(handler, function))
}

/// The handler, and a `main` that is refused as long as the feature is off. The handler's types are named, since rustc says
/// no more where one of them could not be imported: its own error tells of the feature.
pub(crate) fn without_http(handler: &Handler, function: &Function, word: &Ident) -> TokenStream {
    let import = import(function.crate_path.as_ref());
    let parameters = handler.parameters();
    let types = parameters.iter().map(|parameter| parameter.ty().to_token_stream());
    let returned = match &handler.signature.output {
        ReturnType::Type(_, ty) => Some(ty.to_token_stream()),
        ReturnType::Default => None,
    };
    let types = types.chain(returned).filter_map(records::elided);
    let place = Place::of(word);
    let call = place.call(&code!(lambda_fn::__private::needs_http), &place.tokens(&code!(types)));
    with_main(handler, &code!(#import let types = ::core::marker::PhantomData::<(#(#types,)*)>; #call))
}

fn with_main(handler: &Handler, body: &TokenStream) -> TokenStream {
    let item = &handler.item;
    let cfgs = handler.cfgs();
    if handler.name() == "main" {
        // within a fn, no `pub` reaches anywhere
        let allow = handler.is_public().then(|| code!(#[allow(unreachable_pub)]));
        return code! {
            #(#cfgs)*
            fn main() -> ::std::process::ExitCode {
                #allow
                #item
                #body
            }
        };
    }
    code! {
        #item

        #(#cfgs)*
        fn main() -> ::std::process::ExitCode {
            #body
        }
    }
}

/// The item and an empty `main`, unless there is one, so that the user reads of the mistake alone.
pub(crate) fn broken(
    item: &TokenStream,
    handler: Option<&Handler>,
    errors: Option<&TokenStream>,
    has_main: bool,
) -> TokenStream {
    let Some(handler) = handler else {
        return code!(#errors #item fn main() {});
    };
    let cfgs = handler.cfgs();
    // an attribute that was refused would add errors of its own
    let attrs = handler.attrs.iter().filter(|attr| foreign(attr).is_none());
    let function = &handler.function;
    let item = code!(#[allow(dead_code)] #(#attrs)* #function);
    match handler.name() == "main" {
        true if has_main => code!(#errors const _: () = { #item };),
        false if has_main => code!(#errors #item),
        true => code!(#errors #(#cfgs)* fn main() { #item }),
        false => code!(#errors #item #(#cfgs)* fn main() {}),
    }
}

fn main_body(handler: &Handler, function: &Function) -> TokenStream {
    let import = import(function.crate_path.as_ref());
    let description = description(handler, function);
    let init_tracing = match function.early_timeout {
        Some(_) => code!(init_tracing_with_last_span),
        None => code!(init_tracing),
    };
    let init_tracing = function.tracing.then(|| code!(lambda_fn::__private::#init_tracing(&FUNCTION);));
    let init = init(handler, function);
    let name = handler.name();
    let deprecated = deprecated(handler);
    let named = (!handler.has_bound_lifetimes()).then(|| code!(#deprecated let handler = #name;));
    let by_record = function.source.as_ref().filter(|source| source.by_record);
    let (routes, service) = match &function.http {
        Some(http) => {
            let (routes, service) = http::service(handler, http, function.init.is_some());
            (Some(routes), service)
        }
        None => (None, service(handler, function, by_record.is_some())),
    };
    let form = function.http.as_ref().map(|http| http.form);
    let report = code!(
        use lambda_fn::__private::report::*;
    );
    let returned = (form == Some(Form::Handler)).then(|| {
        code!(
            use lambda_fn::__private::returned::*;
        )
    });
    let content = by_record.and_then(|_| records::content(handler));
    let import_content = content.as_ref().map(|_| {
        code!(
            use lambda_fn::__private::content::*;
        )
    });
    let (source, records) = match by_record {
        Some(source) => {
            let rules = records::rules(source, function.init.is_some());
            let source = records::source(source, name);
            let records = Place::of(name).tokens(&code!(lambda_fn::__private::records(source, rules, service)));
            (Some(code!(let source = #source; #content)), Some(code!(#rules let service = #records;)))
        }
        None => (None, None),
    };
    let called = function.source.as_ref().map(records::called);
    let early_timeout = function.early_timeout.map(|early| {
        let early = literal(early);
        let in_time = match &function.http {
            Some(http) => {
                let kind = http::kind(http);
                code!(lambda_fn::__private::http_early_timeout(#kind, early, service))
            }
            None => code!(lambda_fn::__private::early_timeout(early, service)),
        };
        code! {
            let early = ::core::time::Duration::from_millis(#early);
            let service = #in_time;
        }
    });
    let run = match function.managed_instances {
        true => code!(run_concurrent),
        false => code!(run),
    };
    let run = Place::of(name).tokens(&code!(lambda_fn::__private::#run(service)));
    let (shutdown, run) = match &function.shutdown {
        Some(path) => until_shutdown(path, function.init.is_some(), &run),
        None => (None, run),
    };
    let run = code! {
        async {
            #init_tracing
            #called
            #init
            #named
            #source
            #routes
            let service = #service;
            #records
            #early_timeout
            #shutdown
            #run.await
        }
    };
    let runtime = match function.runtime {
        Runtime::CurrentThread => code!(lambda_fn::__private::current_thread(#run)),
        Runtime::MultiThread { worker_threads } => {
            let worker_threads = option(worker_threads);
            code!(lambda_fn::__private::multi_thread(#worker_threads, #run))
        }
    };
    code! {
        #import
        #report
        #returned
        #import_content
        const FUNCTION: lambda_fn::Function = #description;
        lambda_fn::__private::start(&FUNCTION, || #runtime)
    }
}

/// The expansion calls a deprecated handler all the same, and nobody is to hear of that.
fn deprecated(handler: &Handler) -> Option<TokenStream> {
    let deprecated = |attr: &Attribute| attr.to_token_stream().to_string().contains("deprecated");
    handler.attrs.iter().any(deprecated).then(|| code!(#[allow(deprecated)]))
}

/// `let setup = connect;`: named before it is called. That it is deprecated, its callers hear, and not the attribute.
fn named(place: &Place, name: &TokenStream, path: &Path) -> TokenStream {
    let named = place.tokens(&code!(let #name = #path;));
    code!(#[allow(deprecated)] #named)
}

/// Once and for all, so that a path that leads nowhere is one error.
pub(crate) fn import(crate_path: Option<&Path>) -> TokenStream {
    match crate_path {
        Some(path) => {
            let here = Place::of(path).first;
            quote_spanned!(here=> use #path as lambda_fn;)
        }
        None => code!(
            use ::lambda_fn;
        ),
    }
}

/// `Function { memory: Some(256), ..Function::named("order") }`
fn description(handler: &Handler, function: &Function) -> TokenStream {
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
        fields.push(code!(arch: ::core::option::Option::Some(lambda_fn::Architecture::#arch)));
    }
    if !function.env.is_empty() {
        let variables = function.env.iter().map(|(key, value)| code!((#key, #value)));
        fields.push(code!(env: &[#(#variables),*]));
    }
    if !function.triggers.is_empty() {
        let by_record = function.source.as_ref().is_some_and(|source| source.by_record);
        let reports_failures = by_record || trigger::is_batch_response(handler);
        let triggers = function.triggers.iter().map(|trigger| trigger::description(trigger, reports_failures));
        fields.push(code!(triggers: &[#(#triggers),*]));
    }
    match fields.is_empty() {
        true => code!(lambda_fn::Function::named(#name)),
        false => code!(lambda_fn::Function { #(#fields,)* ..lambda_fn::Function::named(#name) }),
    }
}

fn init(handler: &Handler, function: &Function) -> Option<TokenStream> {
    let path = function.init.as_ref()?;
    let place = Place::of(path);
    let made = place.call(&code!(lambda_fn::__private::made), &place.tokens(&code!(setup().await)));
    let report = report(&place);
    if let Some(http) = &function.http {
        let setup = named(&place, &code!(setup), path);
        let made = code!(async { #made.map_err(#report) });
        let state = match http::takes_state(handler, http.form) {
            TakesState::Not => code!(lambda_fn::__private::init(#made).await?;),
            TakesState::ByValue => code!(let state = lambda_fn::__private::init_by_value(#made).await?;),
            TakesState::ByReference => code!(let state = lambda_fn::__private::init(#made).await?;),
            TakesState::Shared => {
                let shared = place.tokens(&code!(lambda_fn::__private::http_state(state)));
                code!(let state = lambda_fn::__private::init(#made).await?; let state = #shared;)
            }
        };
        return Some(code!(#setup #state));
    }
    let init = code!(lambda_fn::__private::init(async { #made.map_err(#report) }).await?);
    let discards = function.source.as_ref().is_some_and(|source| source.on_discard.is_some());
    let used = takes_state(handler) || discards || function.shutdown.is_some();
    let state = match (used, function.managed_instances) {
        (true, true) => {
            let shared = place.tokens(&code!(lambda_fn::__private::shared(state)));
            code!(let state = #init; let state = #shared;)
        }
        (true, false) => code!(let state = #init;),
        (false, _) => code!(#init;),
    };
    let setup = named(&place, &code!(setup), path);
    Some(code!(#setup #state))
}

/// What runs when Lambda shuts the environment down, and the loop over the events until then.
fn until_shutdown(path: &Path, has_state: bool, run: &TokenStream) -> (Option<TokenStream>, TokenStream) {
    let place = Place::of(path);
    let state = place.tokens(&if has_state { code!(state) } else { code!(&()) });
    let named = named(&place, &code!(hook), path);
    let hook = place.tokens(&code!(hook));
    let call = place.call(&code!(lambda_fn::__private::on_shutdown), &code!(#state, #hook));
    let shutdown = code!(#named let shutdown = async move { #call.await };);
    (Some(shutdown), code!(lambda_fn::__private::until_shutdown(#run, shutdown)))
}

/// Whether any parameter could be the state, as far as the places and names tell.
fn takes_state(handler: &Handler) -> bool {
    handler.parameters().iter().any(|parameter| match parameter {
        Parameter::Event(ty) => matches!(ty, Type::Reference(_)),
        Parameter::Argument(_) => true,
    })
}

/// Calls the handler for an event, or for a record of one.
fn service(handler: &Handler, function: &Function, by_record: bool) -> TokenStream {
    let parameters = handler.parameters();
    let invoked = if by_record { code!(record) } else { code!(invocation) };
    let mut event = None;
    let arguments: Vec<_> = parameters
        .iter()
        .map(|parameter| match parameter {
            Parameter::Event(ty) => {
                let (path, arguments) = match (ty, &function.init) {
                    _ if by_record => (code!(record), code!(&record)),
                    // a reference is the state where there is no event
                    (Type::Reference(_), Some(_)) => (code!(event_or_state), code!(&invocation, state)),
                    (Type::Reference(_), None) => (code!(event_by_reference), code!(&invocation)),
                    _ => (code!(event), code!(&invocation)),
                };
                let decode = Place::of(ty).call(&code!(lambda_fn::__private::#path), &arguments);
                event = Some(code!(let event = #decode?;));
                code!(event)
            }
            Parameter::Argument(ty) => {
                let (path, arguments) = match function.init {
                    Some(_) => (code!(argument), code!(&#invoked, state)),
                    None => (code!(context), code!(&#invoked)),
                };
                Place::of(ty).call(&code!(lambda_fn::__private::#path), &arguments)
            }
        })
        .collect();

    let name = Place::of(handler.name());
    let output = match &handler.signature.output {
        ReturnType::Type(_, ty) => Place::of(ty),
        ReturnType::Default => Place::of(handler.name()),
    };
    let returned = output.start().tokens(&code!(lambda_fn::__private::returned(result)));
    let report = report(&output);
    let response = match by_record {
        true => output.call(&code!(lambda_fn::__private::handled), &output.tokens(&code!(source, response))),
        false => {
            let encode = if returns_a_stream(handler) { code!(stream_response) } else { code!(response) };
            output.call(&code!(lambda_fn::__private::#encode), &output.tokens(&code!(&response)))
        }
    };
    // not by `?`, where edition 2021 falls back to `()` for a response that is unknown, and says so beside the mistake
    let here = name.first;
    let by_name = handler.has_bound_lifetimes();
    let called = if by_name { handler.name().to_token_stream() } else { code!(handler) };
    let deprecated = deprecated(handler).filter(|_| by_name);
    let call = name.call(&called, &code!(#(#arguments),*));
    let invoked = if parameters.is_empty() { code!(_) } else { invoked };
    let service = quote_spanned! {here=> move |#invoked| async move {
        #event
        #deprecated
        let result = #call.await;
        #returned.map_err(#report).and_then(|response| #response)
    }};
    code!(lambda_fn::__private::service_fn(#service))
}

/// The error's way to Lambda: the kinds of error are told apart by method resolution, see `lambda_fn::report`.
fn report(place: &Place) -> TokenStream {
    place.tokens(&code!(|error| (&&&&&&&lambda_fn::__private::Report::of(&error)).report(error)))
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

/// Whether it is named as what `lambda_runtime` streams: a mistake is then told as one of streams.
fn returns_a_stream(handler: &Handler) -> bool {
    let ReturnType::Type(_, output) = &handler.signature.output else { return false };
    let ok = last_segment(output).and_then(first_argument).and_then(last_segment);
    ok.is_some_and(|ok| ok.ident == "StreamResponse" || ok.ident == "FunctionResponse")
}
