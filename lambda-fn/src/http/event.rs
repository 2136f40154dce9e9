//! The event of an HTTP request: read once, whatever it came through.

mod other;

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::text::{Pairs, Text};
use crate::decode::decode;
use crate::failure::Failure;
use crate::trigger::HttpKind;

/// All that the formats have between them: what one has not is left out there. What does not fit names it.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct HttpEvent<'a> {
    #[serde(borrow)]
    version: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) raw_path: Option<Text<'a>>,
    /// Of event structure version V1 of VPC Lattice.
    #[serde(borrow, rename = "raw_path")]
    pub(super) lattice_path: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) raw_query_string: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) path: Option<Text<'a>>,
    #[serde(borrow)]
    http_method: Option<Text<'a>>,
    #[serde(borrow)]
    method: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) headers: Pairs<'a>,
    #[serde(borrow)]
    pub(super) multi_value_headers: Option<Pairs<'a>>,
    #[serde(borrow, alias = "query_string_parameters")]
    pub(super) query_string_parameters: Pairs<'a>,
    #[serde(borrow)]
    pub(super) multi_value_query_string_parameters: Option<Pairs<'a>>,
    #[serde(borrow)]
    pub(super) cookies: Option<Vec<Text<'a>>>,
    #[serde(borrow)]
    pub(super) body: Option<Text<'a>>,
    #[serde(alias = "is_base64_encoded")]
    pub(super) is_base64_encoded: Option<bool>,
    #[serde(borrow)]
    pub(super) request_context: Option<RequestContext<'a>>,

    // what a request to an authorizer has besides
    method_arn: Option<IgnoredAny>,
    route_arn: Option<IgnoredAny>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct RequestContext<'a> {
    #[serde(borrow)]
    pub(super) stage: Option<Text<'a>>,
    #[serde(borrow)]
    domain_name: Option<Text<'a>>,
    #[serde(borrow)]
    http: Option<HttpOfContext<'a>>,
    #[serde(borrow)]
    pub(super) route_key: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) event_type: Option<Text<'a>>,
    connection_id: Option<IgnoredAny>,
    elb: Option<IgnoredAny>,
    service_network_arn: Option<IgnoredAny>,
    service_arn: Option<IgnoredAny>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct HttpOfContext<'a> {
    #[serde(borrow)]
    method: Option<Text<'a>>,
}

/// How an event is written, and what its answer looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Payload format 2.0 of API Gateway and of function URLs.
    V2,
    /// Payload format 1.0.
    V1,
    /// A load balancer; with multi-value headers it takes them in the answer too.
    Alb {
        multi_value: bool,
    },
    WebSocket,
    VpcLattice,
}

/// Reads an event, and refuses one that came through something else than the function is for.
pub(super) fn read(kind: HttpKind, event: &[u8]) -> Result<(Format, HttpEvent<'_>), Failure> {
    if is_no_object(event) {
        return Err(unmarshal_error(kind, "no JSON object"));
    }
    let read: HttpEvent =
        decode(event).map_err(|failure| other::name(event).map_or(failure, |found| unmarshal_error(kind, found)))?;
    let Some(format) = read.format() else {
        return Err(unmarshal_error(kind, other::name(event).unwrap_or("of no known kind")));
    };
    match takes(kind, format) {
        true => Ok((format, read)),
        false => Err(unmarshal_error(kind, name(format))),
    }
}

/// Whether it is JSON of another sort. Of an array, a struct would be read as well.
fn is_no_object(event: &[u8]) -> bool {
    !event.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(event).is_ok()
}

impl<'a> HttpEvent<'a> {
    /// Each kind is known by what its events always have.
    fn format(&self) -> Option<Format> {
        if self.method_arn.is_some() || self.route_arn.is_some() {
            return None;
        }
        let context = self.request_context.as_ref();
        let has = |field: fn(&RequestContext) -> bool| context.is_some_and(field);
        let is_2_0 = self.version.as_ref().is_some_and(|version| version.as_str() == "2.0");
        if has(|context| context.elb.is_some()) {
            Some(Format::Alb { multi_value: self.multi_value_headers.is_some() })
        } else if has(|context| context.service_network_arn.is_some() || context.service_arn.is_some()) {
            Some(Format::VpcLattice)
        } else if has(|context| context.connection_id.is_some() && context.event_type.is_some()) {
            Some(Format::WebSocket)
        } else if is_2_0 && self.raw_path.is_some() {
            Some(Format::V2)
        } else if self.http_method.is_some() && self.path.is_some() {
            Some(Format::V1)
        } else {
            let is_of_lattice = self.lattice_path.is_some() && self.method.is_some() && context.is_none();
            is_of_lattice.then_some(Format::VpcLattice)
        }
    }

    /// An HTTP API decodes the path, in both of its payload formats; all others hand on what the client wrote. The guides are
    /// silent here: this is what has been seen of AWS. The events of a function URL differ in nothing else for certain.
    pub(super) fn has_decoded_path(&self, kind: HttpKind, format: Format) -> bool {
        let context = self.request_context.as_ref();
        match format {
            Format::V2 => match context.and_then(|context| context.domain_name.as_ref()) {
                Some(domain) => !domain.as_str().contains(".lambda-url."),
                None => kind != HttpKind::FunctionUrl,
            },
            Format::V1 => self.version.is_some(),
            Format::Alb { .. } | Format::WebSocket | Format::VpcLattice => false,
        }
    }

    /// The method, where the event names one. What a WebSocket sends has none: a connection begins with a `GET`, and a
    /// message goes as a `POST`.
    pub(super) fn method(&mut self, format: Format) -> Option<Text<'a>> {
        let context = self.request_context.as_mut();
        let named = match format {
            Format::V2 => context.and_then(|context| context.http.take()).and_then(|http| http.method),
            Format::VpcLattice => self.method.take(),
            Format::V1 | Format::Alb { .. } => self.http_method.take(),
            Format::WebSocket => {
                let event_type = context.and_then(|context| context.event_type.take());
                let connects = event_type.is_some_and(|event_type| event_type.as_str() == "CONNECT");
                return Some(Text(Cow::Borrowed(if connects { "GET" } else { "POST" })));
            }
        };
        named.filter(|method| !method.as_str().is_empty())
    }
}

fn takes(kind: HttpKind, format: Format) -> bool {
    match kind {
        HttpKind::HttpApi | HttpKind::FunctionUrl => format == Format::V2,
        HttpKind::RestApi => format == Format::V1,
        HttpKind::Alb => matches!(format, Format::Alb { .. }),
        HttpKind::WebSocket => format == Format::WebSocket,
        HttpKind::VpcLattice => format == Format::VpcLattice,
        HttpKind::Any => true,
    }
}

fn name(format: Format) -> &'static str {
    match format {
        Format::V2 => "one of an HTTP API or a function URL",
        Format::V1 => "one of a REST API, or of an HTTP API with payload format 1.0",
        Format::Alb { .. } => "one of a load balancer",
        Format::WebSocket => "one of a WebSocket API",
        Format::VpcLattice => "one of VPC Lattice",
    }
}

/// Names both kinds, and nothing of the event.
pub(super) fn unmarshal_error(kind: HttpKind, found: &str) -> Failure {
    let expected = match kind {
        HttpKind::HttpApi | HttpKind::FunctionUrl => "a request of an HTTP API or a function URL",
        HttpKind::RestApi => "a request of a REST API, or of an HTTP API with payload format 1.0",
        HttpKind::Alb => "a request of a load balancer",
        HttpKind::WebSocket => "a request of a WebSocket API",
        HttpKind::VpcLattice => "a request of VPC Lattice",
        HttpKind::Any => "an HTTP request",
    };
    Failure::new("Runtime.UnmarshalError", format!("the event is not {expected}; it is {found}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_decodes_the_path() {
        let decoded = |kind, event: &str| {
            let (format, event) = read(kind, event.as_bytes()).expect("it is a request");
            event.has_decoded_path(kind, format)
        };
        let of_2_0 = r#"{"version":"2.0","rawPath":"/"}"#;
        assert!(decoded(HttpKind::HttpApi, of_2_0) && decoded(HttpKind::Any, of_2_0));
        assert!(!decoded(HttpKind::FunctionUrl, of_2_0));
        for kind in [HttpKind::HttpApi, HttpKind::FunctionUrl, HttpKind::Any] {
            let from = |domain: &str| {
                let context = format!(r#"{{"domainName":"{domain}"}}"#);
                decoded(kind, &format!(r#"{{"version":"2.0","rawPath":"/","requestContext":{context}}}"#))
            };
            assert!(from("id.execute-api.us-west-2.amazonaws.com") && from("api.example.com"));
            assert!(!from("id.lambda-url.us-west-2.on.aws"));
            assert!(!from("id.lambda-url.cn-north-1.on.amazonwebservices.com.cn"));
        }
        assert!(decoded(HttpKind::RestApi, r#"{"version":"1.0","httpMethod":"GET","path":"/"}"#));
        assert!(!decoded(HttpKind::RestApi, r#"{"httpMethod":"GET","path":"/"}"#));
    }

    const KINDS: [HttpKind; 7] = [
        HttpKind::HttpApi,
        HttpKind::FunctionUrl,
        HttpKind::RestApi,
        HttpKind::Alb,
        HttpKind::WebSocket,
        HttpKind::VpcLattice,
        HttpKind::Any,
    ];

    /// The sample events in the published `aws_lambda_events`, by name.
    fn samples() -> Vec<(String, Vec<u8>)> {
        let metadata = std::process::Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
        let packages = metadata["packages"].as_array().unwrap();
        let package = packages.iter().find(|package| package["name"] == "aws_lambda_events").unwrap();
        let manifest = std::path::Path::new(package["manifest_path"].as_str().unwrap());
        let files = std::fs::read_dir(manifest.with_file_name("src").join("fixtures")).unwrap();
        let files =
            files.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "json"));
        files
            .map(|file| (file.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read(&file).unwrap()))
            .collect()
    }

    fn of_sample(name: &str) -> Option<Format> {
        let name = name.strip_prefix("example-").unwrap_or(name);
        if name.contains("response") || name.contains("custom-auth") {
            return None;
        }
        Some(match name {
            _ if name.starts_with("alb-lambda-target-request-multivalue") => Format::Alb { multi_value: true },
            _ if name.starts_with("alb-lambda-target-request") => Format::Alb { multi_value: false },
            _ if name.starts_with("apigw-websocket") => Format::WebSocket,
            _ if name.starts_with("apigw-v2") || name == "apigw-sam-http-request" => Format::V2,
            _ if name.starts_with("apigw") => Format::V1,
            _ if name.starts_with("vpc-lattice") => Format::VpcLattice,
            _ => return None,
        })
    }

    #[test]
    fn a_sample_is_taken_by_its_own_kind_alone() {
        let samples = samples();
        assert!(samples.len() > 150, "{} samples", samples.len());
        for (name, event) in &samples {
            let expected = of_sample(name);
            for kind in KINDS {
                let read = read(kind, event);
                match expected.filter(|format| takes(kind, *format)) {
                    Some(format) => assert_eq!(read.ok().map(|(format, _)| format), Some(format), "{name}, {kind:?}"),
                    None => {
                        let refused = read.err().unwrap_or_else(|| panic!("{name} is taken as a request by {kind:?}"));
                        assert_eq!(refused.error_type, "Runtime.UnmarshalError", "{name}");
                    }
                }
            }
        }
        assert_eq!(samples.iter().filter(|(name, _)| of_sample(name).is_some()).count(), 22);
    }

    #[test]
    fn an_event_of_another_kind_is_named() {
        let samples = samples();
        let of_sample = |wanted: &str| {
            let (_, event) = samples.iter().find(|(name, _)| name == wanted).unwrap_or_else(|| panic!("{wanted}"));
            event.clone()
        };
        for (event, found) in [
            (of_sample("example-bedrock-agent-runtime-event"), "a request of an agent of Amazon Bedrock"),
            (
                br#"{"messageVersion":"1.0","agent":{},"actionGroup":"g","apiPath":"/w/{c}","httpMethod":"GET","parameters":[]}"#.to_vec(),
                "a request of an agent of Amazon Bedrock",
            ),
            (
                br#"{"messageVersion":"1.0","agent":{},"actionGroup":"g","function":"f","parameters":[]}"#.to_vec(),
                "a request of an agent of Amazon Bedrock",
            ),
            (of_sample("example-apigw-custom-auth-request"), "a request to an authorizer"),
            (of_sample("example-apigw-custom-auth-request-type-request"), "a request to an authorizer"),
            (of_sample("example-apigw-v2-custom-authorizer-v1-request"), "a request to an authorizer"),
            (of_sample("example-apigw-v2-custom-authorizer-v2-request"), "a request to an authorizer"),
            (of_sample("example-apigw-v2-custom-authorizer-websocket-request"), "a request to an authorizer"),
            (of_sample("example-appsync-lambda-auth-request"), "a request to an authorizer"),
            (of_sample("example-iot-custom-auth-request"), "a request to an authorizer"),
            (of_sample("example-appsync-direct-resolver"), "a request of AppSync"),
            (of_sample("example-cognito-event-userpools-presignup"), "an event of Amazon Cognito"),
            (of_sample("example-cognito-event"), "an event of Amazon Cognito"),
            (of_sample("example-lex-event"), "a request of Amazon Lex"),
            (of_sample("example-s3-object-lambda-event-get-object-iam"), "a request of S3 Object Lambda"),
            (of_sample("example-cloudwatch_logs-event"), "an event of CloudWatch Logs"),
            (of_sample("example-sqs-event"), "a batch of records"),
            (of_sample("example-firehose-event"), "a batch of records"),
            (of_sample("example-kafka-event"), "a batch of records"),
            (of_sample("example-eventbridge-schedule"), "an event of EventBridge"),
            (of_sample("example-cloudformation-custom-resource-create-request"), "a request of CloudFormation"),
            (
                br#"{"Records":[{"cf":{"request":{"method":"GET","uri":"/","headers":{}}}}]}"#.to_vec(),
                "a request of CloudFront",
            ),
            (
                br#"{"version":"1.0","session":{},"context":{},"request":{"type":"LaunchRequest"}}"#.to_vec(),
                "a request of an Alexa skill",
            ),
            (br#"{"rawPath":"/","method":"GET"}"#.to_vec(), "of no known kind"),
        ] {
            for kind in KINDS {
                let refused = read(kind, &event).err().expect("it is not an HTTP request");
                assert!(refused.message.ends_with(&format!("; it is {found}")), "{kind:?}: {}", refused.message);
            }
        }
    }
}
