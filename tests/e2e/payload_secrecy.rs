//! The payload is logged at no level, whatever becomes of the event.

use std::io::Write;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use lambda_fn::testing::{EventBuilder, LocalLambda, LocalLambdaBuilder};
use serde_json::{Value, json};

use crate::support::{HTTP_API, HTTP_STREAM, HTTP_USER, behaviour, concurrent, error_of, forms, lambda, serves};

const CANARY: &str = "Canary4111";

/// The canary in what comes from whoever invokes, besides the payload.
fn with_canary(event: EventBuilder<'_>) -> EventBuilder<'_> {
    let client = json!({ "custom": { CANARY: CANARY }, "environment": { CANARY: CANARY } });
    let identity = json!({ "identity_id": CANARY, "identity_pool_id": CANARY });
    event.client_context(&client).cognito_identity(&identity)
}

fn log_of_everything(format: &str) -> LocalLambda {
    let function = behaviour().env("AWS_LAMBDA_LOG_FORMAT", format);
    function.env("AWS_LAMBDA_LOG_LEVEL", "TRACE").env("RUST_LOG", "trace").spawn()
}

/// The log has everything, and not the canary: the next event is served first, so nothing of the last one is to come.
#[track_caller]
fn log_is_silent(function: &LocalLambda) {
    serves(function, &json!({ "echo": "next" }), "next");
    let log = function.raw_log();
    assert!(log.contains("TRACE"), "everything is logged: {log}");
    assert!(!log.contains(CANARY), "{log}");
}

#[track_caller]
fn refused_in_silence(payload: impl Into<Vec<u8>>, error_type: &str) {
    let function = log_of_everything("JSON");
    let message = error_of(&with_canary(function.event_raw(payload)).invoke(), error_type);
    assert!(!message.contains(CANARY), "{message}");
    log_is_silent(&function);
}

#[test]
fn of_an_event_that_is_served() {
    for format in ["JSON", "Text"] {
        let function = log_of_everything(format);
        let payload = json!({ CANARY: CANARY });
        assert_eq!(with_canary(function.event(&json!({ "echo": payload }))).invoke().json(), payload);
        log_is_silent(&function);
    }
}

#[test]
fn of_a_value_that_does_not_fit() {
    refused_in_silence(json!({ "order": { "items": [{ "price": CANARY }] } }).to_string(), "Runtime.UnmarshalError");
}

#[test]
fn of_a_key_that_does_not_fit() {
    refused_in_silence(json!({ CANARY: 1 }).to_string(), "Runtime.UnmarshalError");
}

#[test]
fn of_a_map_whose_keys_are_data() {
    let key = format!("{CANARY}@example.org");
    refused_in_silence(json!({ "prices": { key: "many" } }).to_string(), "Runtime.UnmarshalError");
}

#[test]
fn of_a_map_whose_keys_look_like_fields() {
    refused_in_silence(json!({ "prices": { CANARY: "many" } }).to_string(), "Runtime.UnmarshalError");
}

#[test]
fn of_an_event_that_is_not_json() {
    for payload in ["Canary4111", "{\"echo\":Canary4111}", "{\"echo\":\"\\xCanary4111\"}", "null Canary4111"] {
        refused_in_silence(payload, "Runtime.UnmarshalError");
    }
}

#[test]
fn of_an_event_that_panics_in_deserialize() {
    refused_in_silence(json!({ "panic_in_deserialize": CANARY }).to_string(), "Function.Panicked");
}

/// The process ends with status 1, for a reason that stays silent too.
#[track_caller]
fn ends_in_silence(function: &LocalLambda) -> Vec<String> {
    let [exit] = function.exits()[..] else { panic!("one end: {:?}", function.exits()) };
    assert_eq!(exit.code(), Some(1));
    let log = function.raw_log();
    assert!(!log.contains(CANARY), "{log}");
    function.logs().into_iter().map(|line| line.message).collect()
}

/// `lambda_runtime` ends the process then.
#[test]
fn of_a_client_context_that_does_not_fit() {
    for client in [json!(CANARY), json!({ "custom": CANARY }), json!({ "client": { CANARY: [CANARY] } })] {
        let function = log_of_everything("JSON");
        let invocation = function.event(&json!({ "echo": null })).client_context(&client).invoke();
        error_of(&invocation, "Runtime.ExitError");
        let messages = ends_in_silence(&function);
        let said = messages.last().unwrap();
        assert!(said.starts_with("error: the client context or the Cognito identity of an event"), "{said}");
    }
}

/// `lambda_runtime` loses a worker then, and would log its error.
#[test]
fn of_a_client_context_that_does_not_fit_under_managed_instances() {
    let function = concurrent("multi-thread").events_at_once(2).env("AWS_LAMBDA_LOG_LEVEL", "TRACE").spawn();
    let invocation = function.event("a").client_context(&json!({ "custom": CANARY })).invoke();
    error_of(&invocation, "Runtime.ExitError");
    let messages = ends_in_silence(&function);
    assert!(
        messages.iter().any(|message| message.starts_with("error: the Runtime API client gave up")),
        "{messages:#?}"
    );
}

/// Each form, but for those that start their runtime in a way of their own.
const HANDLERS: [&str; 13] = [
    "borrowed-struct",
    "borrowed-str",
    "lambda-event",
    "no-event",
    "context",
    "context-reference",
    "state",
    "event-context-state",
    "event-state-context",
    "state-context",
    "pattern",
    "rc-across-await",
    "multi-thread",
];

/// Everything is logged, and the canary stands in the values of the environment too.
fn all_of(function: LocalLambdaBuilder) -> LocalLambda {
    let function = function.env("AWS_LAMBDA_LOG_LEVEL", "TRACE").env("RUST_LOG", "trace");
    function.env("API_KEY", CANARY).env("AWS_SECRET_ACCESS_KEY", CANARY).env("AWS_SESSION_TOKEN", CANARY).spawn()
}

#[track_caller]
fn whole_log_is_silent(function: &LocalLambda, what: &str) {
    let log = function.raw_log();
    assert!(log.contains("TRACE"), "{what}: everything is logged: {log}");
    // names of headers come in small letters
    assert!(!log.to_lowercase().contains(&CANARY.to_lowercase()), "{what}: {log}");
}

#[test]
fn of_every_form_of_handler() {
    for handler in HANDLERS {
        let function = all_of(forms(handler));
        for event in [
            json!(CANARY),
            json!({ "name": CANARY, "tags": [CANARY] }),
            json!({ "name": { CANARY: CANARY } }),
            json!([CANARY, 1]),
        ] {
            let _ = with_canary(function.event(&event)).tenant_id(CANARY).invoke();
        }
        whole_log_is_silent(&function, handler);
    }
}

/// As DynamoDB writes a value down; what is no number stands in its set of numbers.
fn attribute(value: &Value) -> Value {
    match value {
        Value::Array(numbers) => json!({ "NS": numbers }),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), attribute(value)));
            json!({ "M": fields.collect::<serde_json::Map<_, _>>() })
        }
        Value::Number(number) => json!({ "N": number.to_string() }),
        other => json!({ "S": other }),
    }
}

/// As CloudWatch Logs sends its lines.
fn compressed(lines: &Value) -> String {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(lines.to_string().as_bytes()).unwrap();
    BASE64_STANDARD.encode(encoder.finish().unwrap())
}

/// A record by its source, with the payload in it.
fn batch_with(source: &str, payload: &Value) -> Value {
    let text = payload.to_string();
    let data = BASE64_STANDARD.encode(&text);
    let records = |record: Value| json!({ "Records": [record] });
    match source {
        "sqs" | "fifo" | "undecodable" | "managed" => records(json!({
            "messageId": "1", "body": text, "eventSource": "aws:sqs", "attributes": { "MessageGroupId": "a" },
        })),
        "sns-in-sqs" | "eventbridge-in-sqs" => {
            let inner = json!({ "Type": "Notification", "MessageId": "1", "Message": text, "detail": payload });
            records(json!({ "messageId": "1", "body": inner.to_string(), "eventSource": "aws:sqs" }))
        }
        "kinesis" => records(json!({
            "eventSource": "aws:kinesis", "kinesis": { "sequenceNumber": "1", "partitionKey": CANARY, "data": data },
        })),
        "kafka" | "kafka-on-demand" => json!({ "eventSource": "aws:kafka", "records": {
            "orders-0": [{ "topic": "orders", "partition": 0, "offset": 1, "key": CANARY, "value": data }],
        } }),
        "sns" => records(json!({ "EventSource": "aws:sns", "Sns": { "MessageId": "1", "Message": text } })),
        "s3" => records(json!({
            "eventSource": "aws:s3", "s3": { "bucket": { "name": "reports" }, "object": { "key": CANARY, "size": CANARY } },
        })),
        "eventbridge" => json!({ "id": "1", "source": "shop", "detail-type": "order", "detail": payload }),
        "dynamodb" => {
            // without an image, the handler asks for the keys
            let image = if payload.is_object() { attribute(payload)["M"].clone() } else { Value::Null };
            records(json!({ "eventID": "1", "eventName": "MODIFY", "eventSource": "aws:dynamodb", "dynamodb": {
                "SequenceNumber": "1", "Keys": { "id": attribute(payload) }, "NewImage": image,
            } }))
        }
        "cloudwatch-logs" => json!({ "awslogs": { "data": compressed(&json!({
            "messageType": "DATA_MESSAGE", "owner": "1", "logGroup": "orders", "logStream": CANARY,
            "subscriptionFilters": [CANARY], "logEvents": [{ "id": "1", "timestamp": 1, "message": text }],
        })) } }),
        "firehose" => json!({ "invocationId": "1", "records": [{ "recordId": "1", "data": data }] }),
        other => panic!("there is no such source: {other}"),
    }
}

#[test]
fn of_records_of_every_source() {
    let sources = [
        "sqs",
        "fifo",
        "undecodable",
        "managed",
        "sns-in-sqs",
        "eventbridge-in-sqs",
        "kinesis",
        "kafka",
        "kafka-on-demand",
        "sns",
        "s3",
        "eventbridge",
        "dynamodb",
        "cloudwatch-logs",
        "firehose",
    ];
    for source in sources {
        let function = all_of(lambda(env!("CARGO_BIN_EXE_fixture-batch")).env("HANDLER", source));
        for payload in [json!({ "fine": CANARY }), json!(CANARY), json!({ CANARY: 1 }), json!([CANARY])] {
            let _ = with_canary(function.event(&batch_with(source, &payload))).invoke();
        }
        whole_log_is_silent(&function, source);
    }
}

/// The trace id is on each line of its invocation, and nowhere else.
#[test]
fn of_a_trace_header_but_for_its_own_field() {
    let function = all_of(behaviour());
    let trace_id = format!("Root={CANARY}");
    assert_eq!(function.event(&json!({ "echo": 1 })).xray_trace_id(&trace_id).invoke().json(), 1);
    let log = function.raw_log();
    let field = format!("\"xrayTraceId\":\"{trace_id}\"");
    assert!(log.contains(&field), "{log}");
    assert!(!log.replace(&field, "").contains(CANARY), "{log}");
}

/// The canary in each text of an event, and as a name in each table, but for what tells its kind and its method.
fn marked(event: &Value) -> Value {
    const KEPT: [&str; 6] = ["version", "httpMethod", "method", "eventType", "protocol", "triggerSource"];
    const TABLES: [&str; 12] = [
        "headers",
        "multiValueHeaders",
        "queryStringParameters",
        "multiValueQueryStringParameters",
        "pathParameters",
        "stageVariables",
        "authorizer",
        "claims",
        "lambda",
        "userAttributes",
        "validationData",
        "clientMetadata",
    ];

    match event {
        Value::String(text) => format!("{text}{CANARY}").into(),
        Value::Array(values) => values.iter().map(marked).collect(),
        Value::Object(fields) => {
            let mark = |(name, value): (&String, &Value)| {
                let mut value = if KEPT.contains(&name.as_str()) { value.clone() } else { marked(value) };
                if let (true, Value::Object(table)) = (TABLES.contains(&name.as_str()), &mut value)
                    && let Some(first) = table.values().next().cloned()
                {
                    table.insert(CANARY.to_owned(), first);
                }
                (name.clone(), value)
            };
            fields.iter().map(mark).collect()
        }
        other => other.clone(),
    }
}

/// Attributes of a user, validation data, client metadata; what is no sign-up is refused.
#[test]
fn of_an_event_of_a_user_pool() {
    let function = all_of(forms("cognito"));
    let samples = tests::samples().into_iter().filter(|(sample, _)| sample.starts_with("cognito-event-userpools"));
    let mut confirmed = 0;
    for (sample, event) in samples {
        let event = marked(&serde_json::from_slice(&event).unwrap());
        let invocation = with_canary(function.event(&event)).invoke();
        let answered = invocation.result().is_ok();
        confirmed += usize::from(answered && invocation.json()["response"]["autoConfirmUser"] == true);
        whole_log_is_silent(&function, &sample);
    }
    assert!(confirmed > 0, "no sample is a sign-up");
}

/// A request with the canary as body, in the form of each sample that a gateway sends.
fn requests() -> impl Iterator<Item = (String, Value)> {
    let of_a_gateway = |sample: &str| ["apigw", "alb-lambda", "vpc-lattice"].iter().any(|word| sample.contains(word));
    let samples = tests::samples().into_iter().filter(move |(sample, _)| of_a_gateway(sample));
    samples.map(|(sample, event)| (sample, marked(&serde_json::from_slice(&event).unwrap())))
}

/// Headers, query, cookies, body, parameters of the path, stage variables, authorizers and claims, of each gateway.
#[test]
fn of_http_requests_of_every_gateway() {
    let api = all_of(lambda(HTTP_API));
    for (sample, event) in requests() {
        // some are answered, some are refused: their base64 is none, or they are for authorizers
        let _ = with_canary(api.event(&event)).invoke();
        whole_log_is_silent(&api, &sample);
    }
}

/// A request with the canary in all that a client chooses.
fn request(method: &str, path: &str, body: &str) -> Value {
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": format!("loud={CANARY}"),
        "cookies": [format!("session={CANARY}")],
        "headers": { "authorization": CANARY, "content-type": "application/json", "x-forwarded-for": CANARY, CANARY: CANARY },
        "requestContext": {
            "stage": CANARY,
            "authorizer": { "jwt": { "claims": { "sub": { CANARY: CANARY } } }, "lambda": { CANARY: CANARY } },
            "http": { "method": method, "path": path, "sourceIp": CANARY },
        },
        "body": body,
        "isBase64Encoded": false,
    })
}

/// What extractors refuse says why to the client, and not in the log.
#[test]
fn of_http_requests_that_extractors_refuse() {
    let broken = format!(r#"{{"a":{CANARY}}}"#);
    let path = format!("/{CANARY}");
    for (binary, requests) in [
        (
            HTTP_API,
            [
                request("POST", "/json", &broken),
                request("GET", "/me", ""),
                request("GET", "/address", ""),
                request("GET", &path, CANARY),
                request(CANARY, "/hello", CANARY),
            ],
        ),
        (
            HTTP_USER,
            [
                request("GET", "/users/1", ""),
                request("GET", &format!("/users/{CANARY}"), ""),
                request("GET", &format!("/users/%ff{CANARY}"), ""),
                request("DELETE", "/users/1", CANARY),
                request("GET", &path, ""),
            ],
        ),
        (
            HTTP_STREAM,
            [
                request("GET", "/", CANARY),
                request("GET", "/error", CANARY),
                request("GET", "/panic", CANARY),
                request("GET", &path, CANARY),
                json!({ "rawPath": CANARY, "requestContext": CANARY }),
            ],
        ),
    ] {
        let function = all_of(lambda(binary));
        for request in requests {
            let _ = with_canary(function.event(&request)).invoke();
            whole_log_is_silent(&function, &request.to_string());
        }
        // what axum says itself, with its feature `tracing`
        assert!(binary == HTTP_STREAM || function.raw_log().contains("rejecting request"), "{}", function.raw_log());
    }
}

/// Of what extractors refuse, and of a client context that does not fit.
#[test]
fn of_a_subscriber_of_one_s_own_that_filters_what_the_documentation_names() {
    let function = concurrent("own-subscriber").events_at_once(2).spawn();
    let event = request("GET", &format!("/users/{CANARY}"), CANARY);
    assert_eq!(function.event(&event).invoke().json()["statusCode"], 400);
    whole_log_is_silent(&function, "a parameter of the path");
    let invocation = function.event(&event).client_context(&json!({ "custom": CANARY })).invoke();
    error_of(&invocation, "Runtime.ExitError");
    ends_in_silence(&function);
}
