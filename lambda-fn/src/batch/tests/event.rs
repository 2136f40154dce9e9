//! The events of a case, as each source writes them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Act, Case, Kind};

impl Case {
    fn body(&self, number: usize) -> String {
        match self.records[number].0 {
            Act::DoesNotDecode => format!("{{\"number\":\"{number}\"}}"),
            Act::PanicsAsItIsDecoded => json!({ "number": number, "panics": true }).to_string(),
            _ => json!({ "number": number }).to_string(),
        }
    }

    /// The payload under its name, where the record is to have one.
    fn with_payload(&self, number: usize, mut record: Value, name: &str, payload: impl Into<Value>) -> Value {
        if self.records[number].0 != Act::DoesNotFit {
            record[name] = payload.into();
        }
        record
    }

    pub(super) fn event(&self) -> Value {
        use base64::Engine;
        let base64 = |text: String| base64::prelude::BASE64_STANDARD.encode(text);
        let group = |number: usize| self.records[number].1.to_string();
        let record = |number: usize| {
            let (id, body) = (number.to_string(), self.body(number));
            let fit = |record, name: &str, payload: String| self.with_payload(number, record, name, payload);
            match self.kind {
                Kind::Standard | Kind::Fifo => {
                    let attributes = json!({ "ApproximateReceiveCount": "1", "MessageGroupId": group(number) });
                    fit(json!({ "messageId": id, "attributes": attributes, "eventSource": "aws:sqs" }), "body", body)
                }
                Kind::Kinesis => {
                    let data = fit(json!({ "sequenceNumber": id }), "data", base64(body));
                    json!({ "kinesis": data, "eventSource": "aws:kinesis" })
                }
                #[cfg(feature = "dynamodb")]
                Kind::DynamoDb => {
                    let mut image = json!({ "number": { "N": id } });
                    match self.records[number].0 {
                        Act::DoesNotDecode => image["number"] = json!({ "S": "none" }),
                        Act::PanicsAsItIsDecoded => image["panics"] = json!({ "BOOL": true }),
                        _ => {}
                    }
                    let change = json!({ "SequenceNumber": id, "NewImage": image });
                    let source =
                        if self.records[number].0 == Act::DoesNotFit { json!(1) } else { json!("aws:dynamodb") };
                    json!({ "eventName": "INSERT", "dynamodb": change, "eventSource": source })
                }
                Kind::Kafka | Kind::KafkaOnDemand => {
                    let unfit = json!({ "offset": number, "value": 1 });
                    self.with_payload(number, unfit, "value", base64(body))
                }
                Kind::Firehose => fit(json!({ "recordId": id }), "data", base64(body)),
                Kind::Sns => {
                    let notification = fit(json!({ "MessageId": id }), "Message", body);
                    json!({ "EventSource": "aws:sns", "Sns": notification })
                }
                Kind::S3 => {
                    let mut object = json!({ "key": id });
                    match self.records[number].0 {
                        Act::DoesNotDecode => object["size"] = json!("none"),
                        Act::PanicsAsItIsDecoded => object["eTag"] = json!("panics"),
                        _ => {}
                    }
                    let entity = json!({ "bucket": { "name": "reports" }, "object": object });
                    let record = json!({ "eventName": "ObjectCreated:Put", "eventSource": "aws:s3" });
                    self.with_payload(number, record, "s3", entity)
                }
                Kind::EventBridge => {
                    let detail: Value = serde_json::from_str(&body).unwrap();
                    json!({ "id": id, "detail-type": "Order", "source": "shop", "detail": detail })
                }
                #[cfg(feature = "cloudwatch-logs")]
                Kind::CloudWatchLogs => fit(json!({ "id": id }), "message", body),
            }
        };
        let records: Vec<_> = (0..self.records.len()).map(record).collect();
        match self.kind {
            Kind::Kafka | Kind::KafkaOnDemand => {
                let mut partitions = BTreeMap::<String, Vec<Value>>::new();
                for (number, record) in records.into_iter().enumerate() {
                    partitions.entry(format!("topic-{}", group(number))).or_default().push(record);
                }
                json!({ "eventSource": "aws:kafka", "records": partitions })
            }
            Kind::Firehose => json!({ "records": records }),
            Kind::EventBridge => records[0].clone(),
            #[cfg(feature = "cloudwatch-logs")]
            Kind::CloudWatchLogs => {
                let lines = json!({ "messageType": "DATA_MESSAGE", "logEvents": records }).to_string();
                let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                std::io::Write::write_all(&mut gzip, lines.as_bytes()).unwrap();
                json!({ "awslogs": { "data": base64::prelude::BASE64_STANDARD.encode(gzip.finish().unwrap()) } })
            }
            _ => json!({ "Records": records }),
        }
    }
}
