//! For any batch, any outcome of each of its records, any concurrency and any deadline: each record is exactly one of
//! done or reported, and the order rules of its source hold.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, Once};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use lambda_runtime::{Context, Service, service_fn};
use proptest::prelude::*;
use proptest::sample::select;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::deadline::Deadline;
use super::discard::Discarded;
use super::object::S3Object;
#[cfg(feature = "cloudwatch-logs")]
use super::private::CloudWatchLogs;
use super::private::{
    DynamoDb, EventBridge, Firehose, Kafka, Kinesis, RecordInvocation, Rules, S3, Sns, Sqs, handled, record, records,
};
use super::service::account_for;
use super::source::Source;
use crate::failure::Failure;
use crate::invocation::{Invocation, Invoked};

/// What a handler does with its record.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Succeeds,
    Fails,
    /// With an error that says that it cannot succeed.
    FailsForGood,
    Panics,
    DoesNotDecode,
    /// The source's own frame around the payload is broken.
    DoesNotFit,
    PanicsAsItIsDecoded,
    /// Milliseconds until it succeeds.
    Takes(u64),
    /// Milliseconds until it fails.
    TakesAndFails(u64),
    /// Milliseconds until it panics.
    TakesAndPanics(u64),
    Hangs,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum OnDiscard {
    None,
    Succeeds,
    Fails,
    Panics,
    Hangs,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Standard,
    Fifo,
    Kinesis,
    #[cfg(feature = "dynamodb")]
    DynamoDb,
    Kafka,
    /// Without provisioned mode.
    KafkaOnDemand,
    Firehose,
    Sns,
    S3,
    EventBridge,
    #[cfg(feature = "cloudwatch-logs")]
    CloudWatchLogs,
}

impl Kind {
    const ALL: &[Self] = &[
        Self::Standard,
        Self::Fifo,
        Self::Kinesis,
        #[cfg(feature = "dynamodb")]
        Self::DynamoDb,
        Self::Kafka,
        Self::KafkaOnDemand,
        Self::Firehose,
        Self::Sns,
        Self::S3,
        Self::EventBridge,
        #[cfg(feature = "cloudwatch-logs")]
        Self::CloudWatchLogs,
    ];

    fn is_stream(self) -> bool {
        match self {
            Self::Kinesis => true,
            #[cfg(feature = "dynamodb")]
            Self::DynamoDb => true,
            _ => false,
        }
    }

    /// Whether Lambda invokes for it asynchronously, and takes no partial failure.
    fn is_asynchronous(self) -> bool {
        match self {
            Self::Sns | Self::S3 | Self::EventBridge => true,
            #[cfg(feature = "cloudwatch-logs")]
            Self::CloudWatchLogs => true,
            _ => false,
        }
    }
}

#[derive(Clone, Debug)]
struct Case {
    kind: Kind,
    /// The act and the group of each record.
    records: Vec<(Act, u8)>,
    concurrency: usize,
    /// Until the deadline when the event comes; none where there is no deadline.
    left: Option<Duration>,
    reserve: Duration,
    on_discard: OnDiscard,
    discard_undecodable: bool,
}

fn any_case() -> impl Strategy<Value = Case> {
    let act = prop_oneof![
        6 => Just(Act::Succeeds),
        2 => Just(Act::Fails),
        2 => Just(Act::FailsForGood),
        1 => Just(Act::Panics),
        1 => Just(Act::DoesNotDecode),
        1 => Just(Act::DoesNotFit),
        1 => Just(Act::PanicsAsItIsDecoded),
        3 => (0..1500u64).prop_map(Act::Takes),
        1 => (0..1500u64).prop_map(Act::TakesAndFails),
        1 => (0..1500u64).prop_map(Act::TakesAndPanics),
        1 => Just(Act::Hangs),
    ];
    let on_discard =
        select(vec![OnDiscard::None, OnDiscard::Succeeds, OnDiscard::Fails, OnDiscard::Panics, OnDiscard::Hangs]);
    let left = prop::option::weighted(0.8, (0..4000u64).prop_map(Duration::from_millis));
    let reserve = (0..1500u64).prop_map(Duration::from_millis);
    let records = prop::collection::vec((act, 0..4u8), 0..12);
    let rules = (1..6usize, left, reserve, on_discard, any::<bool>());
    (select(Kind::ALL), records, rules).prop_map(
        |(kind, records, (concurrency, left, reserve, on_discard, discard_undecodable))| {
            let concurrency = if kind.is_stream() { 1 } else { concurrency };
            let case = Case { kind, records, concurrency, left, reserve, on_discard, discard_undecodable };
            case.possible()
        },
    )
}

/// What the handler saw.
#[derive(Default)]
struct Seen {
    /// The numbers of the records, as they began.
    began: Vec<usize>,
    /// Those that ended well, by the handler or by `on_discard`.
    done: BTreeSet<usize>,
    running: Vec<usize>,
    most_running: usize,
    /// Two records of one lane at once.
    overlap: bool,
    latest_start: Option<Instant>,
    /// What took which time, by the handler and by `on_discard`.
    spent: Vec<Spent>,
}

/// A record that was in hands from one time to another.
struct Spent {
    number: usize,
    from: Instant,
    to: Instant,
}

#[derive(Deserialize)]
struct Body {
    number: usize,
    #[serde(default, rename = "panics", deserialize_with = "panics")]
    _panics: (),
}

fn panics<'de, D: Deserializer<'de>>(_: D) -> Result<(), D::Error> {
    panic!("as asked")
}

/// As [`Body`], in the key and the entity tag of an object.
struct Object {
    number: usize,
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = S3Object::deserialize(deserializer)?;
        assert!(object.e_tag.is_none(), "as asked");
        object.key.parse().map(|number| Self { number }).map_err(D::Error::custom)
    }
}

impl Case {
    /// Without what its source cannot bring, and what a check could not see.
    fn possible(mut self) -> Self {
        // nothing ends a handler that hangs where there is no deadline
        let endless = self.left.is_none();
        for number in 0..self.records.len() {
            let act = self.records[number].0;
            let hangs = act == Act::Hangs || (self.on_discard == OnDiscard::Hangs && self.gives_up(act));
            // no handler sees that one is given up without ever being called
            let unseen = self.on_discard == OnDiscard::None && self.discard_undecodable;
            let broken_event = self.kind == Kind::EventBridge;
            self.records[number].0 = match act {
                _ if endless && hangs => Act::Succeeds,
                Act::DoesNotFit if unseen || broken_event => Act::DoesNotDecode,
                act => act,
            };
        }
        match self.kind {
            // its batches hold their records by partition
            Kind::Kafka | Kind::KafkaOnDemand => self.records.sort_by_key(|(_, group)| *group),
            // it has no batches
            Kind::EventBridge => self.records.resize(1, (Act::Succeeds, 0)),
            _ => {}
        }
        self
    }

    /// Whether a record that does so does not come again, by what the rules say.
    fn gives_up(&self, act: Act) -> bool {
        match act {
            Act::FailsForGood => true,
            Act::DoesNotDecode | Act::DoesNotFit => self.discard_undecodable,
            _ => false,
        }
    }

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

    fn event(&self) -> Value {
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

    /// The lane of a record, by the rules of its source.
    fn lane(&self, number: usize) -> Option<u8> {
        match self.kind {
            Kind::Fifo | Kind::Kafka | Kind::KafkaOnDemand => Some(self.records[number].1),
            kind => kind.is_stream().then_some(0),
        }
    }

    /// Whether a record never came to the handler, though it is as its source writes its records down.
    fn is_unrun(&self, number: usize, seen: &Seen) -> bool {
        self.records[number].0 != Act::DoesNotFit && !seen.began.contains(&number)
    }

    fn is_before_in_lane(&self, before: usize, number: usize) -> bool {
        before < number && self.lane(number).is_some_and(|lane| self.lane(before) == Some(lane))
    }

    /// The records that surely run at once: the first ones of lanes that come first, while each takes its time.
    fn least_running(&self) -> usize {
        let mut lanes = BTreeSet::new();
        let firsts = (0..self.records.len()).filter(|number| self.lane(*number).is_none_or(|lane| lanes.insert(lane)));
        let takes_time = |number: &usize| matches!(self.records[*number].0, Act::Takes(1..));
        firsts.take(self.concurrency).take_while(takes_time).count()
    }

    async fn run(&self) -> (Result<Value, Failure>, Seen) {
        match self.kind {
            Kind::Standard => self.run_on(Sqs { fifo: false, envelope: None }).await,
            Kind::Fifo => self.run_on(Sqs { fifo: true, envelope: None }).await,
            Kind::Kinesis => self.run_on(Kinesis).await,
            #[cfg(feature = "dynamodb")]
            Kind::DynamoDb => self.run_on(DynamoDb).await,
            Kind::Kafka => self.run_on(Kafka { provisioned: true }).await,
            Kind::KafkaOnDemand => self.run_on(Kafka { provisioned: false }).await,
            Kind::Firehose => self.run_on(Firehose).await,
            Kind::Sns => self.run_on(Sns).await,
            Kind::S3 => self.run_on(S3).await,
            Kind::EventBridge => self.run_on(EventBridge).await,
            #[cfg(feature = "cloudwatch-logs")]
            Kind::CloudWatchLogs => self.run_on(CloudWatchLogs).await,
        }
    }

    async fn run_on<S: Source>(&self, source: S) -> (Result<Value, Failure>, Seen) {
        let seen = Arc::new(Mutex::new(Seen::default()));
        let case = Arc::new(self.clone());
        let handler = {
            let (seen, case) = (seen.clone(), case.clone());
            service_fn(move |invoked: RecordInvocation| handle(case.clone(), seen.clone(), invoked))
        };
        let mut rules = Rules::new().concurrency(self.concurrency).reserve(self.reserve);
        rules.discard_undecodable = self.discard_undecodable;
        let event = Bytes::from(self.event().to_string());
        let context = Context::default();
        let deadline = self.left.map(|left| Deadline::in_time(left, self.reserve));
        let answer = match self.on_discard {
            OnDiscard::None => account_for(source, rules, handler, event, context, deadline).await,
            _ => {
                let (seen, case) = (seen.clone(), case.clone());
                let discard = service_fn(move |discarded| discard(case.clone(), seen.clone(), discarded));
                account_for(source, rules.on_discard(discard), handler, event, context, deadline).await
            }
        };
        let answer = answer.map(|answer| serde_json::from_str(answer.get()).unwrap());
        (answer, std::mem::take(&mut *seen.lock().unwrap()))
    }
}

async fn handle(case: Arc<Case>, seen: Arc<Mutex<Seen>>, invoked: RecordInvocation) -> Result<Option<Bytes>, Failure> {
    let _ = invoked.context();
    let number = invoked.place;
    let running = Running::begin(&case, &seen, number);
    assert_eq!(decoded(&case, &invoked)?, number, "another record came");
    match case.records[number].0 {
        Act::Succeeds => {}
        Act::Fails => return Err(Failure::new("Asked", "as asked")),
        Act::FailsForGood => return Err(Failure { retry: false, ..Failure::new("Asked.ForGood", "as asked") }),
        Act::Panics => panic!("as asked"),
        Act::DoesNotDecode | Act::DoesNotFit | Act::PanicsAsItIsDecoded => unreachable!("it does not decode"),
        Act::Takes(millis) => tokio::time::sleep(Duration::from_millis(millis)).await,
        Act::TakesAndFails(millis) => {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            return Err(Failure::new("Asked", "as asked"));
        }
        Act::TakesAndPanics(millis) => {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            panic!("as asked");
        }
        Act::Hangs => std::future::pending().await,
    }
    drop(running);
    seen.lock().unwrap().done.insert(number);
    match case.kind {
        Kind::Firehose => handled(Firehose, Some(number)),
        _ => handled(Kinesis, ()),
    }
}

/// The number that the payload holds, by a handler's type for each source.
fn decoded(case: &Case, invoked: &RecordInvocation) -> Result<usize, Failure> {
    match case.kind {
        #[cfg(feature = "dynamodb")]
        Kind::DynamoDb => record::<crate::Change<Body>, _>(invoked).map(|change| change.new.unwrap().number),
        Kind::S3 => record::<Object, _>(invoked).map(|object| object.number),
        _ => record::<Body, _>(invoked).map(|body| body.number),
    }
}

/// The number of a record by its id.
fn number(case: &Case, id: &str) -> usize {
    match case.kind {
        Kind::Kafka | Kind::KafkaOnDemand => id.rsplit_once('-').unwrap().1.parse().unwrap(),
        // the place in the batch
        Kind::S3 => id.parse::<usize>().unwrap() - 1,
        _ => id.parse().unwrap(),
    }
}

async fn discard(case: Arc<Case>, seen: Arc<Mutex<Seen>>, discarded: Discarded) -> Result<(), Failure> {
    let number = number(&case, discarded.id());
    match case.records[number].0 {
        Act::FailsForGood => assert_eq!(discarded.error_type(), "Asked.ForGood"),
        act => assert!(case.gives_up(act) && discarded.error_type() == "Runtime.UnmarshalError", "{discarded:?}"),
    }
    assert!(!discarded.payload().is_empty());
    let busy = Busy::since_now(&seen, number);
    match case.on_discard {
        OnDiscard::Succeeds => {}
        OnDiscard::Fails => return Err(Failure::new("Asked", "not taken")),
        OnDiscard::Panics => panic!("as asked"),
        OnDiscard::Hangs => std::future::pending().await,
        OnDiscard::None => unreachable!("there is none"),
    }
    drop(busy);
    seen.lock().unwrap().done.insert(number);
    Ok(())
}

/// Counts the time until it is dropped.
struct Busy {
    seen: Arc<Mutex<Seen>>,
    number: usize,
    from: Instant,
}

impl Busy {
    fn since_now(seen: &Arc<Mutex<Seen>>, number: usize) -> Self {
        Self { seen: seen.clone(), number, from: Instant::now() }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        let Self { number, from, .. } = *self;
        self.seen.lock().unwrap().spent.push(Spent { number, from, to: Instant::now() });
    }
}

/// Counts a record as running until it is dropped.
struct Running {
    busy: Busy,
}

impl Running {
    fn begin(case: &Case, seen: &Arc<Mutex<Seen>>, number: usize) -> Self {
        let mut now = seen.lock().unwrap();
        let lane = case.lane(number);
        now.overlap |= lane.is_some() && now.running.iter().any(|other| case.lane(*other) == lane);
        now.began.push(number);
        now.running.push(number);
        now.most_running = now.most_running.max(now.running.len());
        now.latest_start = Some(Instant::now());
        drop(now);
        Self { busy: Busy::since_now(seen, number) }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Busy { seen, number, .. } = &self.busy;
        seen.lock().unwrap().running.retain(|running| running != number);
    }
}

/// The records that the source keeps, by the answer.
fn reported(case: &Case, answer: &Value) -> Vec<usize> {
    match case.kind {
        kind if kind.is_stream() || matches!(kind, Kind::Standard | Kind::Fifo) => {
            let failures = answer["batchItemFailures"].as_array().unwrap().iter();
            failures.map(|failure| failure["itemIdentifier"].as_str().unwrap().parse().unwrap()).collect()
        }
        Kind::Kafka | Kind::KafkaOnDemand => {
            let failures = answer["batchItemFailures"].as_array().unwrap().iter();
            let number = |failure: &Value| {
                let number = usize::try_from(failure["itemIdentifier"]["offset"].as_u64().unwrap()).unwrap();
                let partition = format!("topic-{}", case.records[number].1);
                assert_eq!(failure["itemIdentifier"]["partition"], partition);
                number
            };
            failures.map(number).collect()
        }
        Kind::Firehose => {
            let results = answer["records"].as_array().unwrap();
            let ids: Vec<_> = results.iter().map(|result| result["recordId"].as_str().unwrap().to_owned()).collect();
            let all: Vec<_> = (0..case.records.len()).map(|number| number.to_string()).collect();
            assert_eq!(ids, all, "one result for each record");
            (0..all.len()).filter(|number| results[*number]["result"] == "ProcessingFailed").collect()
        }
        _ => unreachable!("there is no partial failure"),
    }
}

/// How many records failed and how many did not run, by the message of the whole.
fn counted(message: &str) -> (usize, usize) {
    let number_before = |words: &str| {
        let part = message.split("; ").find(|part| part.contains(words));
        part.map_or(0, |part| part.split(' ').next().unwrap().parse().unwrap())
    };
    (number_before("records failed"), number_before("did not run"))
}

fn check(case: &Case, answer: &Result<Value, Failure>, seen: &Seen, took: Duration, began: Instant) {
    let all = 0..case.records.len();
    let discarded_silently =
        |number: &usize| case.on_discard == OnDiscard::None && case.gives_up(case.records[*number].0);
    let done =
        |number: &usize| seen.done.contains(number) || (seen.began.contains(number) && discarded_silently(number));
    let undone: Vec<_> = all.clone().filter(|number| !done(number)).collect();

    // each is exactly one of done or reported
    match (case.kind, answer) {
        (kind, Ok(answer)) if kind.is_asynchronous() => {
            assert!(undone.is_empty(), "{undone:?} were lost");
            assert_eq!(*answer, Value::Null);
        }
        (kind, Err(failure)) if kind.is_asynchronous() || kind == Kind::KafkaOnDemand => {
            assert_eq!(failure.error_type, "Function.RecordsFailed");
            let (failed, unrun) = counted(&failure.message);
            let ran = undone.iter().filter(|number| seen.began.contains(number)).count();
            assert!(!undone.is_empty() && failed >= ran, "{failure:?}");
            assert_eq!(failed + unrun, undone.len(), "{failure:?}");
        }
        (kind, Ok(answer)) if kind.is_stream() => {
            // the checkpoint: nothing before it comes again, and nothing behind it has run
            let checkpoint = reported(case, answer);
            assert_eq!(checkpoint, undone.iter().copied().take(1).collect::<Vec<_>>());
            if let [checkpoint] = checkpoint[..] {
                assert!((0..checkpoint).all(|number| done(&number)));
                assert!(seen.began.iter().all(|number| *number <= checkpoint));
            }
        }
        (_, Ok(answer)) => assert_eq!(reported(case, answer), undone),
        (_, Err(failure)) => panic!("the batch has an answer: {failure:?}"),
    }

    // each runs once at the most, in the order of its lane, and none behind a failure
    let once: BTreeSet<_> = seen.began.iter().collect();
    assert_eq!(once.len(), seen.began.len(), "one ran twice");
    assert!(!seen.overlap, "two of one lane ran at once");
    for lane in 0..4 {
        let of_the_lane = |number: &&usize| case.lane(**number) == Some(lane);
        let began: Vec<_> = seen.began.iter().filter(of_the_lane).collect();
        assert!(began.is_sorted(), "out of order");
        let first_undone = undone.iter().find(of_the_lane);
        if let (Some(first_undone), Some(last)) = (first_undone, began.last()) {
            assert!(*last <= first_undone, "one ran behind a failure");
        }
    }

    // within bounds, of records and of time
    assert!(seen.most_running <= case.concurrency);
    if let Some(left) = case.left {
        let last_start = began + left.saturating_sub(case.reserve);
        assert!(seen.latest_start.is_none_or(|start| start <= last_start), "one started too late");
        assert!(took <= left, "there is no time left to answer");
    }

    // and what could be done is done: all of a lane up to its first failure, where time was no matter
    no_time_is_wasted(case, seen, &undone, began);
    if case.kind == Kind::KafkaOnDemand {
        assert_eq!(answer.is_ok(), undone.is_empty());
        // the batch comes again: what would start behind a failure starts then
        let behind = |first: &usize| seen.began.iter().any(|number| number > first);
        assert!(case.concurrency > 1 || !undone.first().is_some_and(behind), "one ran behind a failure");
    } else if case.left.is_none() {
        let mut ended = BTreeSet::new();
        for (number, (act, _)) in case.records.iter().enumerate() {
            let lane = case.lane(number);
            let can_be = match act {
                Act::Succeeds | Act::Takes(_) => true,
                act => case.gives_up(*act) && matches!(case.on_discard, OnDiscard::None | OnDiscard::Succeeds),
            };
            let is_due = can_be && lane.is_none_or(|lane| !ended.contains(&lane));
            assert_eq!(done(&number), is_due, "{number}");
            if !can_be {
                ended.extend(lane);
            }
        }
        assert!(seen.most_running >= case.least_running(), "lanes do not run side by side");
    }
}

/// A record that has not run has a reason: one before it in its lane is not done, all were busy until it was too late,
/// or, where a failure stops them all, until there was one.
fn no_time_is_wasted(case: &Case, seen: &Seen, undone: &[usize], began: Instant) {
    let last_start = case.left.map(|left| began + left.saturating_sub(case.reserve));
    let stop = if case.kind == Kind::KafkaOnDemand { first_failure(case, seen, undone, began) } else { None };
    let too_late = |time: Instant| [last_start, stop].into_iter().flatten().any(|end| time >= end);
    let busy = |time: Instant| seen.spent.iter().filter(|spent| spent.from <= time && time < spent.to).count();
    for number in undone.iter().copied().filter(|number| case.is_unrun(*number, seen)) {
        let before = |other: &usize| case.is_before_in_lane(*other, number);
        if undone.iter().any(before) {
            continue;
        }
        let of_its_lane = seen.spent.iter().filter(|spent| before(&spent.number));
        let due = of_its_lane.map(|spent| spent.to).fold(began, Instant::max);
        let free = seen.spent.iter().map(|spent| spent.to).filter(|to| *to >= due).chain([due]);
        for time in free.filter(|time| !too_late(*time)) {
            assert!(busy(time) >= case.concurrency, "{number} could have run after {:?}", time - began);
        }
    }
}

/// When the first record failed; that of one which never came to the handler is not seen.
fn first_failure(case: &Case, seen: &Seen, undone: &[usize], began: Instant) -> Option<Instant> {
    let unseen = undone.iter().any(|number| case.records[*number].0 == Act::DoesNotFit);
    let failed = seen.spent.iter().filter(|spent| undone.contains(&spent.number)).map(|spent| spent.to);
    if unseen { Some(began) } else { failed.min() }
}

fn quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(crate::catch::install_hook);
}

/// Time stands still but for what is slept, so a case takes no time.
fn block_on<T>(work: impl Future<Output = T>) -> T {
    quiet();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    runtime.block_on(work)
}

async fn run_and_check(case: &Case) {
    let began = Instant::now();
    let (answer, seen) = case.run().await;
    check(case, &answer, &seen, began.elapsed(), began);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) })]

    #[test]
    fn every_record_is_accounted_for(case in any_case()) {
        block_on(run_and_check(&case));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    /// As under Managed Instances.
    #[test]
    fn so_is_every_record_of_several_batches_at_once(cases in prop::collection::vec(any_case(), 2..5)) {
        block_on(futures_util::future::join_all(cases.iter().map(run_and_check)));
    }
}

fn standard(event: &Value, rules: Rules) -> Result<Value, Failure> {
    let invocation = Invocation { body: event.to_string().into(), context: Context::default() };
    let source = Sqs { fifo: false, envelope: None };
    let handler = service_fn(async |invoked: RecordInvocation| {
        let _: Value = record(&invoked)?;
        handled(source, ())
    });
    let answer = block_on(records(source, rules, handler).call(invocation))?;
    Ok(serde_json::from_str(answer.get()).unwrap())
}

/// Panics as it goes.
struct Splinter;

impl Drop for Splinter {
    fn drop(&mut self) {
        assert!(std::thread::panicking(), "a splinter");
    }
}

#[test]
fn what_panics_as_it_is_cancelled_fails_alone() {
    let source = Sqs { fifo: false, envelope: None };
    let message = |id: &str, body: &str| json!({ "messageId": id, "body": body, "eventSource": "aws:sqs" });
    let event = json!({ "Records": [message("a", "1"), message("b", "2"), message("c", "1")] });
    let handler = service_fn(async |invoked: RecordInvocation| {
        if record::<u8, _>(&invoked)? == 2 {
            let _splinter = Splinter;
            std::future::pending::<()>().await;
        }
        handled(source, ())
    });
    let rules = Rules::new().concurrency(3).reserve(Duration::from_millis(500));
    let answer = block_on(async {
        let deadline = Deadline::in_time(Duration::from_secs(2), rules.reserve);
        account_for(source, rules, handler, event.to_string().into(), Context::default(), Some(deadline)).await
    });
    let failures = json!({ "batchItemFailures": [{ "itemIdentifier": "b" }] });
    assert_eq!(serde_json::from_str::<Value>(answer.unwrap().get()).unwrap(), failures);
}

#[test]
fn a_queue_that_is_fifo_by_its_arn_keeps_its_order() {
    let message = |id: &str, body: &str| {
        let arn = "arn:aws:sqs:us-east-1:000000000000:orders-prod.fifo";
        let attributes = json!({ "MessageGroupId": "a" });
        json!({ "messageId": id, "body": body, "attributes": attributes, "eventSource": "aws:sqs", "eventSourceARN": arn })
    };
    let event = json!({ "Records": [message("a", "no json"), message("b", "1")] });
    let failure = |id: &str| json!({ "itemIdentifier": id });
    let answer = standard(&event, Rules::new()).unwrap();
    assert_eq!(answer, json!({ "batchItemFailures": [failure("a"), failure("b")] }));
}

#[test]
fn an_empty_batch_has_no_failures() {
    let answer = standard(&json!({ "Records": [] }), Rules::new()).unwrap();
    assert_eq!(answer, json!({ "batchItemFailures": [] }));
}

#[test]
fn a_record_that_is_none_fails_alone_where_its_id_is_readable() {
    let event = json!({ "Records": [
        { "messageId": "a", "body": "1", "eventSource": "aws:sqs" },
        { "messageId": "b", "eventSource": "aws:sqs" },
        { "messageId": "c", "body": 3, "eventSource": "aws:sqs" },
        { "messageId": "d", "body": "4", "attributes": { "ApproximateReceiveCount": 4 }, "eventSource": "aws:sqs" },
        { "messageId": "e", "body": "5", "attributes": [], "eventSource": "aws:sqs" },
        { "messageId": "f", "body": "6", "eventSource": "aws:sqs" },
    ] });
    let failure = |id: &str| json!({ "itemIdentifier": id });
    let answer = standard(&event, Rules::new()).unwrap();
    assert_eq!(answer, json!({ "batchItemFailures": (["b", "c", "d", "e"].map(failure)) }));
}

/// Of each source: a record without its payload behind one that is whole.
#[test]
fn so_does_it_of_every_source() {
    async fn answer<S: Source>(source: S, event: &Value) -> Result<Value, String> {
        let handler = service_fn(async |invoked: RecordInvocation| {
            let _: Value = record(&invoked)?;
            handled(Kinesis, ())
        });
        let event = event.to_string().into();
        let answer = account_for(source, Rules::new(), handler, event, Context::default(), None).await;
        answer.map(|answer| serde_json::from_str(answer.get()).unwrap()).map_err(|failure| failure.message)
    }

    let failure = |id: &Value| json!({ "batchItemFailures": [{ "itemIdentifier": id }] });
    let records = |name: &str, records: [Value; 2]| json!({ (name): records });
    block_on(async {
        let kinesis = records(
            "Records",
            [
                json!({ "kinesis": { "sequenceNumber": "1", "data": "MQ==" } }),
                json!({ "kinesis": { "sequenceNumber": "2" } }),
            ],
        );
        assert_eq!(answer(Kinesis, &kinesis).await.unwrap(), failure(&json!("2")));
        let dynamodb = records(
            "Records",
            [
                json!({ "eventSource": "aws:dynamodb", "dynamodb": { "SequenceNumber": "1" } }),
                json!({ "eventSource": { "no": "text" }, "dynamodb": { "SequenceNumber": "2" } }),
            ],
        );
        assert_eq!(answer(DynamoDb, &dynamodb).await.unwrap(), failure(&json!("2")));
        let kafka =
            json!({ "records": { "orders-0": [{ "offset": 1, "value": "MQ==" }, { "offset": 2, "value": 2 }] } });
        let last = json!({ "partition": "orders-0", "offset": 2 });
        assert_eq!(answer(Kafka { provisioned: true }, &kafka).await.unwrap(), failure(&last));
        let sns = records(
            "Records",
            [json!({ "Sns": { "MessageId": "1", "Message": "1" } }), json!({ "Sns": { "MessageId": "2" } })],
        );
        assert_eq!(
            answer(Sns, &sns).await.unwrap_err(),
            "1 of 2 records failed, the first with `Runtime.UnmarshalError`"
        );
        let s3 = records("Records", [json!({ "eventSource": "aws:s3", "s3": {} }), json!({ "eventSource": "aws:s3" })]);
        assert_eq!(
            answer(S3, &s3).await.unwrap_err(),
            "1 of 2 records failed, the first with `Runtime.UnmarshalError`"
        );
        let firehose = records("records", [json!({ "recordId": "1", "data": "MQ==" }), json!({ "recordId": "2" })]);
        let firehose = answer(Firehose, &firehose).await.unwrap();
        assert_eq!(firehose["records"][0]["result"], "Dropped");
        assert_eq!(firehose["records"][1], json!({ "recordId": "2", "result": "ProcessingFailed" }));
    });
}

#[test]
fn no_record_starts_where_the_deadline_has_just_passed() {
    let mut context = Context::default();
    let deadline = SystemTime::now() - Duration::from_secs(1);
    context.deadline = deadline.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_millis().try_into().unwrap();
    let message = |id: &str| json!({ "messageId": id, "body": "1", "eventSource": "aws:sqs" });
    let event = json!({ "Records": [message("a"), message("b")] });
    let source = Sqs { fifo: false, envelope: None };
    let handler = service_fn(async |_: RecordInvocation| unreachable!("there is no time left"));
    let invocation = Invocation { body: event.to_string().into(), context };
    let answer = block_on(records(source, Rules::new(), handler).call(invocation)).unwrap();
    let failure = |id: &str| json!({ "itemIdentifier": id });
    assert_eq!(
        serde_json::from_str::<Value>(answer.get()).unwrap(),
        json!({ "batchItemFailures": [failure("a"), failure("b")] })
    );
}

#[test]
fn two_records_of_one_id_fail_the_batch() {
    let message = json!({ "messageId": "a", "body": "1", "eventSource": "aws:sqs" });
    let failure = standard(&json!({ "Records": [message, message] }), Rules::new()).unwrap_err();
    assert_eq!(failure.error_type, "Runtime.DuplicateRecordId");
    assert!(failure.message.starts_with("record 2 of the batch"), "{failure:?}");
}

/// CloudWatch's alarms of several metrics come so, in the samples of `aws_lambda_events`.
#[test]
fn two_records_of_one_id_run_where_no_answer_goes_by_it() {
    let record = json!({ "EventSource": "aws:sns", "Sns": { "MessageId": "a", "Message": "1" } });
    let event = json!({ "Records": [record, record] });
    let invocation = Invocation { body: event.to_string().into(), context: Context::default() };
    let ran = Arc::new(Mutex::new(0));
    let handler = service_fn(async |_: RecordInvocation| {
        *ran.lock().unwrap() += 1;
        handled(Sns, ())
    });
    let answer = block_on(records(Sns, Rules::new(), handler).call(invocation)).unwrap();
    assert_eq!((answer.get(), *ran.lock().unwrap()), ("null", 2));
}

#[test]
fn an_event_of_another_source_is_refused_without_its_values() {
    for (event, message) in [
        (json!({ "name": "Canary4111" }), "the event is not a batch of aws:sqs: "),
        (
            json!({ "Records": [{ "messageId": "1", "body": "1" }, { "messageId": ["Canary4111"], "body": "2" }] }),
            "record 2 of the batch has no readable id, so that all come back: the record does not fit `SqsMessage` at \
             `$.messageId`",
        ),
        (
            json!({ "Records": [{ "messageId": "1", "body": "{}", "eventSource": "aws:sns" }] }),
            "the event holds records of aws:sns, and the function takes those of aws:sqs",
        ),
        (
            json!({ "Records": [{ "messageId": "1", "body": "{}", "eventSource": "Canary4111" }] }),
            "the event holds records of another source, and the function takes those of aws:sqs",
        ),
    ] {
        let failure = standard(&event, Rules::new()).unwrap_err();
        assert_eq!(failure.error_type, "Runtime.UnmarshalError");
        assert!(failure.message.contains(message), "{failure:?}");
        assert!(!failure.message.contains("Canary4111"), "{failure:?}");
    }
}
