//! What a handler of records has around it: its source, and the rules by which a batch is taken apart.

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::{literal, report};
use crate::span::{Place, code};
use crate::trigger::{Envelope, Kind, Source};

/// `Sqs { fifo: true, envelope: None }`
pub(super) fn source(source: &Source) -> TokenStream {
    let fifo = source.fifo;
    match source.kind {
        Kind::Sqs => {
            let envelope = match source.envelope {
                Some(Envelope::Sns) => code!(::core::option::Option::Some(lambda_fn::trigger::Envelope::Sns)),
                Some(Envelope::EventBridge) => {
                    code!(::core::option::Option::Some(lambda_fn::trigger::Envelope::EventBridge))
                }
                None => code!(::core::option::Option::None),
            };
            code!(lambda_fn::__private::Sqs { fifo: #fifo, envelope: #envelope })
        }
        Kind::Kinesis => code!(lambda_fn::__private::Kinesis),
        Kind::DynamoDb => code!(lambda_fn::__private::DynamoDb),
        Kind::Kafka => code!(lambda_fn::__private::Kafka),
        Kind::Sns => code!(lambda_fn::__private::Sns),
        Kind::S3 => code!(lambda_fn::__private::S3),
        Kind::CloudWatchLogs => code!(lambda_fn::__private::CloudWatchLogs),
        Kind::Firehose => code!(lambda_fn::__private::Firehose),
        Kind::EventBridge | Kind::Schedule | Kind::Cognito => code!(lambda_fn::__private::EventBridge),
    }
}

/// `Rules::new().concurrency(8).reserve(Duration::from_millis(500)).on_discard(service_fn(…))`
pub(super) fn rules(source: &Source, has_state: bool) -> TokenStream {
    let concurrency = source.concurrency.map(|records| {
        let records = literal(records);
        code!(.concurrency(#records))
    });
    let reserve = source.reserve.map(|reserve| {
        let reserve = literal(reserve);
        code!(.reserve(::core::time::Duration::from_millis(#reserve)))
    });
    let on_discard = source.on_discard.as_ref().map(|path| {
        let place = Place::of(path);
        let state = if has_state { code!(state) } else { code!(&()) };
        let path = path.to_token_stream();
        let discard = place.call(&code!(lambda_fn::__private::discard), &code!(#path, discarded, #state));
        let returned = place.call(&code!(lambda_fn::__private::returned), &place.tokens(&code!(result)));
        let report = report(&place);
        let service = code! {
            move |discarded| async move {
                let result = #discard.await;
                #returned.map_err(#report)
            }
        };
        let service = place.call(&code!(lambda_fn::__private::service_fn), &service);
        code!(.on_discard(#service))
    });
    code!(lambda_fn::__private::Rules::new() #concurrency #reserve #on_discard)
}
