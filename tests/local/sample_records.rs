//! The sample events in the published `aws_lambda_events`, through handlers of records: each source gets all of them,
//! takes its own with every record and what the event says of it, and refuses the others.

use std::collections::BTreeMap;
use std::io::Read;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::read::GzDecoder;
use lambda_fn::testing::{Invocation, LocalLambda};
use serde_json::{Map, Value, json};
use tests::samples;

/// What is named like the events of a source, and is none.
const NOT_EVENTS: [(&str, &str, &str); 19] = [
    ("sqs", "sqs-api-event-obj", "what the SQS API answers to `ReceiveMessage`"),
    ("sqs", "sqs-batch-response", "an answer"),
    ("dynamodb", "dynamodb-event-record-with-optional-fields", "a record of a Kinesis stream, without its envelope"),
    ("kinesis", "kinesis-firehose-event", "of Firehose"),
    ("kinesis", "kinesis-firehose-response", "an answer"),
    ("sns", "ses-sns-event", "of SES"),
    ("sns", "sns-subscription-confirmation", "for subscribers over HTTP"),
    ("sns", "sns-unsubscribe-confirmation", "for subscribers over HTTP"),
    ("s3", "s3-object-lambda-event-get-object-assumed-role", "a request to an Object Lambda access point"),
    ("s3", "s3-object-lambda-event-get-object-iam", "a request to an Object Lambda access point"),
    ("s3", "s3-object-lambda-event-head-object-iam", "a request to an Object Lambda access point"),
    ("s3", "s3-object-lambda-event-list-objects-iam", "a request to an Object Lambda access point"),
    ("s3", "s3-object-lambda-event-list-objects-v2-iam", "a request to an Object Lambda access point"),
    ("s3", "ses-s3-event", "of SES"),
    ("eventbridge", "cloudwatch-alarm-composite-with-suppressor-alarm", "an alarm that calls its function itself"),
    ("eventbridge", "cloudwatch-cloudtrail-assumed-role", "the `detail` of an event alone"),
    ("eventbridge", "cloudwatch-cloudtrail-unknown-federate", "the `detail` of an event alone"),
    ("eventbridge", "cloudwatch-cloudtrail-unknown-user-auth", "the `detail` of an event alone"),
    ("cloudwatch_logs", "cloudwatch-alarm-metric", "an alarm that calls its function itself"),
];

/// What a handler says of its record.
const TOLD: [&str; 11] = [
    "id",
    "sourceArn",
    "receiveCount",
    "sequenceNumber",
    "partitionKey",
    "topic",
    "partition",
    "offset",
    "eventName",
    "attributes",
    "payload",
];

struct Source {
    name: &'static str,
    function: LocalLambda,
    samples: BTreeMap<String, Vec<u8>>,
}

impl Source {
    fn new(name: &'static str) -> Self {
        let function = crate::command(env!("CARGO_BIN_EXE_fixture-sample-records")).env("HANDLER", name).spawn();
        Self { name, function, samples: samples() }
    }

    /// Takes those that are named, and refuses all others.
    #[track_caller]
    fn takes(&self, names: &[&str], expected: impl Fn(&Value) -> Vec<Value>, answer: impl Fn(&Value) -> Value) {
        for name in names {
            let event = self.sample(name);
            self.takes_event(name, &event, expected(&event), &answer(&event));
        }
        self.refuses_all_but(names);
    }

    fn sample(&self, name: &str) -> Value {
        let sample = self.samples.get(name).unwrap_or_else(|| panic!("there is no sample {name}"));
        serde_json::from_slice(sample).unwrap()
    }

    #[track_caller]
    fn takes_event(&self, name: &str, event: &Value, mut expected: Vec<Value>, answer: &Value) {
        assert!(!expected.is_empty(), "{name} has no records");
        for record in expected.iter_mut().filter_map(Value::as_object_mut) {
            record.retain(|_, value| !value.is_null());
        }
        let invocation = self.function.invoke(event);
        assert_eq!(invocation.json(), *answer, "{name}");
        assert_eq!(told(&invocation), expected, "{name}");
    }

    #[track_caller]
    fn refuses_all_but(&self, names: &[&str]) {
        for (name, sample) in self.samples.iter().filter(|(name, _)| !names.contains(&name.as_str())) {
            let invocation = self.function.invoke_raw(sample.clone());
            let Err(error) = invocation.result() else { panic!("{name} is taken") };
            assert_eq!(error.error_type, "Runtime.UnmarshalError", "{name}: {}", error.error_message);
            assert!(told(&invocation).is_empty(), "{name}");
        }
        for (_, name, what) in NOT_EVENTS.iter().filter(|(source, ..)| *source == self.name) {
            assert!(self.samples.contains_key(*name) && !names.contains(name), "{name} is {what}");
        }
        // so that a sample of a later version is not overlooked
        let alike = |name: &&String| name.starts_with(self.name);
        for name in self.samples.keys().filter(alike) {
            let known = NOT_EVENTS.iter().any(|(source, other, _)| (*source, *other) == (self.name, name.as_str()));
            assert!(known || names.contains(&name.as_str()), "{name} is in neither table");
        }
    }
}

/// What the handler said of each record; texts that are JSON are parsed.
fn told(invocation: &Invocation) -> Vec<Value> {
    let lines = invocation.logs().into_iter().filter(|line| line.message == "told");
    let fields = |mut fields: Map<String, Value>| {
        fields.retain(|name, _| TOLD.contains(&name.as_str()));
        for name in ["attributes", "payload"] {
            fields.entry(name).and_modify(|text| *text = payload(text.as_str().unwrap()));
        }
        Value::Object(fields)
    };
    lines.map(|line| fields(line.fields)).collect()
}

fn payload(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

fn base64_payload(encoded: &Value) -> Value {
    payload(&String::from_utf8(BASE64_STANDARD.decode(encoded.as_str().unwrap()).unwrap()).unwrap())
}

fn each<'a>(records: &'a Value, expected: impl FnMut(&'a Value) -> Value) -> Vec<Value> {
    records.as_array().unwrap().iter().map(expected).collect()
}

fn no_failures(_: &Value) -> Value {
    json!({ "batchItemFailures": [] })
}

fn nothing(_: &Value) -> Value {
    Value::Null
}

#[test]
fn sqs() {
    let message = |message: &Value| {
        let mut attributes = message["attributes"].clone();
        for (name, attribute) in message["messageAttributes"].as_object().unwrap() {
            if attribute["stringValue"].is_string() {
                attributes[name] = attribute["stringValue"].clone();
            }
        }
        json!({
            "id": message["messageId"],
            "sourceArn": message["eventSourceARN"],
            "receiveCount": attributes["ApproximateReceiveCount"].as_str().unwrap().parse::<u32>().unwrap(),
            "attributes": attributes,
            "payload": payload(message["body"].as_str().unwrap()),
        })
    };
    Source::new("sqs").takes(&["sqs-event", "sqs-event-obj"], |event| each(&event["Records"], message), no_failures);
}

#[test]
fn kinesis() {
    let record = |record: &Value| {
        json!({
            "id": record["kinesis"]["sequenceNumber"],
            "sequenceNumber": record["kinesis"]["sequenceNumber"],
            "partitionKey": record["kinesis"]["partitionKey"],
            "sourceArn": record["eventSourceARN"],
            "attributes": {},
            "payload": base64_payload(&record["kinesis"]["data"]),
        })
    };
    let names = ["kinesis-event", "kinesis-event-encrypted"];
    Source::new("kinesis").takes(&names, |event| each(&event["Records"], record), no_failures);
}

/// The records of each sample have one sequence number, which those of a shard never have: so here they get their own.
#[test]
fn dynamodb() {
    const NAMES: [&str; 2] = ["dynamodb-event", "dynamodb-event-null-items"];

    let bytes = |base64: &str| BASE64_STANDARD.decode(base64).unwrap();
    let image = |image: &Value| match image.is_object() {
        false => Value::Null,
        true => json!({
            "key": image["key"]["S"],
            "val": image["val"]["S"],
            "Boolean": image["Boolean"]["BOOL"],
            "FloatNumber": image["FloatNumber"]["N"].as_str().map(|number| number.parse::<f64>().unwrap()),
            "StringSet": image["StringSet"]["SS"],
            "Binary": image["Binary"]["B"].as_str().map(bytes),
            "BinarySet": image["BinarySet"]["BS"].as_array().map(|set| {
                set.iter().map(|element| bytes(element.as_str().unwrap())).collect::<Vec<_>>()
            }),
            "Map": image["Map"]["M"].as_object().map(|map| json!({
                "Name": map["Name"]["S"],
                "Age": map["Age"]["N"].as_str().unwrap().parse::<u32>().unwrap(),
            })),
        }),
    };
    let change = |record: &Value| {
        assert_eq!(record["eventName"], "INSERT");
        json!({
            "id": record["dynamodb"]["SequenceNumber"],
            "sequenceNumber": record["dynamodb"]["SequenceNumber"],
            "eventName": record["eventName"],
            "sourceArn": record["eventSourceARN"],
            "attributes": {},
            "payload": ["Insert", image(&record["dynamodb"]["OldImage"]), image(&record["dynamodb"]["NewImage"])],
        })
    };
    let source = Source::new("dynamodb");
    for name in NAMES {
        let mut event = source.sample(name);
        assert_eq!(source.function.invoke(&event).error().error_type, "Runtime.DuplicateRecordId");
        for (number, record) in event["Records"].as_array_mut().unwrap().iter_mut().enumerate() {
            record["dynamodb"]["SequenceNumber"] = number.to_string().into();
        }
        source.takes_event(name, &event, each(&event["Records"], change), &no_failures(&event));
    }
    source.refuses_all_but(&NAMES);
}

#[test]
fn kafka() {
    let record = |record: &Value, arn: &Value| {
        let [topic, partition, offset] = ["topic", "partition", "offset"].map(|field| &record[field]);
        json!({
            "id": format!("{}-{partition}-{offset}", topic.as_str().unwrap()),
            "topic": topic,
            "sourceArn": arn,
            "partition": partition,
            "offset": offset,
            "attributes": {},
            "payload": base64_payload(&record["value"]),
        })
    };
    let records = |event: &Value| {
        let partitions = event["records"].as_object().unwrap().values();
        partitions.flat_map(|records| each(records, |one| record(one, &event["eventSourceArn"]))).collect()
    };
    Source::new("kafka").takes(&["kafka-event"], records, no_failures);
}

#[test]
fn sns() {
    let notification = |record: &Value| {
        let sns = &record["Sns"];
        let topic = sns["TopicArn"].as_str().unwrap();
        json!({
            "id": sns["MessageId"],
            "sourceArn": topic,
            "topic": topic.rsplit_once(':').unwrap().1,
            "attributes": { "Subject": sns["Subject"] },
            "payload": payload(sns["Message"].as_str().unwrap()),
        })
    };
    let names = [
        "cloudwatch-alarm-sns-payload-multiple-metrics",
        "cloudwatch-alarm-sns-payload-single-metric",
        "sns-event",
        "sns-event-obj",
        "sns-event-pascal-case",
    ];
    Source::new("sns").takes(&names, |event| each(&event["Records"], notification), nothing);
}

#[test]
fn s3() {
    let notification = |record: &Value| {
        let (bucket, object) = (&record["s3"]["bucket"], &record["s3"]["object"]);
        assert_eq!(object["key"], "Happy%20Face.jpg");
        json!({
            "id": object["sequencer"],
            "sourceArn": bucket["arn"],
            "sequenceNumber": object["sequencer"],
            "eventName": record["eventName"],
            "attributes": {},
            "payload": [
                bucket["name"], "Happy Face.jpg", object["size"], object["eTag"], object["versionId"],
                record["eventTime"], record["awsRegion"],
            ],
        })
    };
    let names = ["s3-event", "s3-event-with-decoded"];
    Source::new("s3").takes(&names, |event| each(&event["Records"], notification), nothing);
}

#[test]
fn eventbridge() {
    let event = |event: &Value| {
        vec![json!({
            "id": event["id"],
            "eventName": event["detail-type"],
            "attributes": {
                "source": event["source"],
                "account": event["account"],
                "region": event["region"],
                "time": event["time"],
            },
            "payload": event["detail"],
        })]
    };
    let names = [
        "autoscaling-event-launch-successful",
        "autoscaling-event-launch-unsuccessful",
        "autoscaling-event-lifecycle-action",
        "autoscaling-event-terminate-action",
        "autoscaling-event-terminate-successful",
        "autoscaling-event-terminate-unsuccessful",
        "codebuild-phase-change",
        "codebuild-state-change",
        "codedeploy-deployment-event",
        "codedeploy-instance-event",
        "codepipeline-action-execution-stage-change-event",
        "codepipeline-execution-stage-change-event",
        "codepipeline-execution-state-change-event",
        "ecr-image-scan-event",
        "ecr-image-scan-event-with-missing-severities",
        "eventbridge-event-obj",
        "eventbridge-schedule",
    ];
    Source::new("eventbridge").takes(&names, event, nothing);
}

#[test]
fn cloudwatch_logs() {
    let lines = |event: &Value| {
        let compressed = BASE64_STANDARD.decode(event["awslogs"]["data"].as_str().unwrap()).unwrap();
        let mut text = String::new();
        GzDecoder::new(&*compressed).read_to_string(&mut text).unwrap();
        let data: Value = serde_json::from_str(&text).unwrap();
        let attributes = ["owner", "logGroup", "logStream"].map(|name| (name, data[name].clone()));
        let attributes = Value::from_iter(attributes);
        let line = |line: &Value| json!({ "id": line["id"], "attributes": attributes, "payload": line["message"] });
        each(&data["logEvents"], line)
    };
    Source::new("cloudwatch_logs").takes(&["cloudwatch_logs-event"], lines, nothing);
}

/// The answer of a function is taken too: it has all that an event needs.
#[test]
fn firehose() {
    let record = |record: &Value, arn: &Value| {
        let kinesis = &record["kinesisRecordMetadata"];
        json!({
            "id": record["recordId"],
            "sourceArn": arn,
            "partitionKey": kinesis["partitionKey"],
            "sequenceNumber": kinesis["sequenceNumber"],
            "attributes": {},
            "payload": base64_payload(&record["data"]),
        })
    };
    let answer = |event: &Value| {
        let result = |record: &Value| json!({ "recordId": record["recordId"], "result": "Ok", "data": record["data"] });
        json!({ "records": each(&event["records"], result) })
    };
    let names = ["firehose-event", "kinesis-firehose-event", "kinesis-firehose-response"];
    let records = |event: &Value| each(&event["records"], |one| record(one, &event["deliveryStreamArn"]));
    Source::new("firehose").takes(&names, records, answer);
}
