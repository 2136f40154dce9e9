//! What a handler of records has around it: its source, and the rules by which a batch is taken apart.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Path;

use super::{literal, named, report};
use crate::handler::{Handler, Parameter};
use crate::span::{Place, code};
use crate::trigger::{Called, Envelope, Kind, Source, Undecodable};

/// `Sqs { fifo: true, envelope: None }`
pub(super) fn source(source: &Source, handler: &Ident) -> TokenStream {
    let fifo = source.fifo;
    let envelope = match source.envelope {
        Some(Envelope::Sns) => code!(::core::option::Option::Some(lambda_fn::trigger::Envelope::Sns)),
        Some(Envelope::EventBridge) => code!(::core::option::Option::Some(lambda_fn::trigger::Envelope::EventBridge)),
        Some(Envelope::S3) => code!(::core::option::Option::Some(lambda_fn::trigger::Envelope::S3)),
        None => code!(::core::option::Option::None),
    };
    match source.kind {
        Kind::Sqs => code!(lambda_fn::__private::Sqs { fifo: #fifo, envelope: #envelope }),
        Kind::Kinesis => code!(lambda_fn::__private::Kinesis),
        Kind::DynamoDb => code!(lambda_fn::__private::DynamoDb),
        Kind::Kafka => {
            let provisioned = source.provisioned;
            code!(lambda_fn::__private::Kafka { provisioned: #provisioned })
        }
        Kind::Sns => code!(lambda_fn::__private::Sns { envelope: #envelope }),
        Kind::S3 => code!(lambda_fn::__private::S3),
        // behind a feature
        Kind::CloudWatchLogs => Place::of(handler)
            .call(&code!(lambda_fn::__private::available), &code!(lambda_fn::__private::CloudWatchLogs)),
        Kind::Firehose => code!(lambda_fn::__private::Firehose),
        Kind::EventBridge | Kind::Schedule | Kind::Cognito | Kind::Http => code!(lambda_fn::__private::EventBridge),
    }
}

/// `(&Content::<Order, _>::of(source)).is_of_a_record();`, so that no whole event under another name is taken for one.
pub(super) fn content(handler: &Handler) -> Option<TokenStream> {
    let parameters = handler.parameters();
    let Some(Parameter::Event(ty)) = parameters.first() else { return None };
    let named = elided(ty.to_token_stream())?;
    let place = Place::of(ty);
    let content = place.tokens(&code!(lambda_fn::__private::Content));
    let check = place.tokens(&code!(.is_of_a_record()));
    Some(code!((&#content::<#named, _>::of(source)) #check;))
}

/// `is_value::<Value>();`, so that no type of the user's is taken for another one of its name.
pub(super) fn called(source: &Source) -> TokenStream {
    let check = |called: &Called| {
        let (ty, check) = match called {
            Called::Value(ty) => (ty, code!(is_value)),
            Called::LambdaEvent(ty) => (ty, code!(is_lambda_event)),
            Called::Event(ty) => (ty, code!(is_event_of)),
        };
        let named = elided(ty.to_token_stream())?;
        let kind = match called {
            Called::Event(_) => {
                let kind = Ident::new(source.kind.source(), Span::mixed_site());
                Some(code!(, lambda_fn::__private::#kind))
            }
            Called::Value(_) | Called::LambdaEvent(_) => None,
        };
        let check = Place::of(ty).tokens(&code!(lambda_fn::__private::#check));
        Some(code!(#check::<#named #kind>();))
    };
    source.called.iter().filter_map(check).collect()
}

/// A type outside its signature: its lifetimes are left to the compiler, and `impl Trait` cannot be named.
pub(super) fn elided(ty: TokenStream) -> Option<TokenStream> {
    let mut tokens = ty.into_iter();
    let mut elided = TokenStream::new();
    while let Some(token) = tokens.next() {
        let token = match token {
            TokenTree::Ident(ident) if ident == "impl" => return None,
            TokenTree::Group(group) => {
                let mut within = Group::new(group.delimiter(), self::elided(group.stream())?);
                within.set_span(group.span());
                within.into()
            }
            TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                let name = tokens.next()?;
                let lifetime = if name.to_string() == "static" { "static" } else { "_" };
                elided.extend([TokenTree::from(punct)]);
                Ident::new(lifetime, name.span()).into()
            }
            token => token,
        };
        elided.extend([token]);
    }
    Some(elided)
}

/// `let rules = Rules::new().concurrency(8).reserve(Duration::from_millis(500)).on_discard(service_fn(…));`
pub(super) fn rules(source: &Source, has_state: bool) -> TokenStream {
    let concurrency = source.concurrency.map(|records| {
        let records = literal(records);
        code!(.concurrency(#records))
    });
    let reserve = source.reserve.map(|reserve| {
        let reserve = literal(reserve);
        code!(.reserve(::core::time::Duration::from_millis(#reserve)))
    });
    let discard_undecodable = (source.undecodable == Undecodable::Discard).then(|| code!(.discard_undecodable()));
    let on_discard = source.on_discard.as_ref().map(|path| on_discard(path, has_state));
    let (handler, service) = on_discard.unzip();
    code! {
        #handler
        let rules = lambda_fn::__private::Rules::new() #concurrency #reserve #discard_undecodable #service;
    }
}

/// The handler of discarded records, with the state where it takes that, and what calls it.
fn on_discard(path: &Path, has_state: bool) -> (TokenStream, TokenStream) {
    let place = Place::of(path);
    let state = if has_state { code!(state) } else { code!(&()) };
    let named = named(&place, &code!(discard), path);
    let discard = place.tokens(&code!(discard));
    let handler = place.call(&code!(lambda_fn::__private::on_discard), &code!(#state, #discard));
    let returned = place.tokens(&code!(lambda_fn::__private::returned(result)));
    let report = report(&place);
    let service = code! {
        .on_discard(lambda_fn::__private::service_fn(move |discarded| async move {
            let result = on_discard.take(discarded).await;
            #returned.map_err(#report)
        }))
    };
    (code!(#named let on_discard = #handler;), service)
}
