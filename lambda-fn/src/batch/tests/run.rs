//! A case, run: its handler does as it is asked, and keeps what it saw.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use lambda_runtime::{Context, service_fn};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use tokio::time::Instant;

use super::{Act, Case, Kind, OnDiscard, Seen, Spent};
use crate::batch::answer::Transformed;
use crate::batch::deadline::Deadline;
use crate::batch::discard::Discarded;
use crate::batch::object::S3Object;
#[cfg(feature = "cloudwatch-logs")]
use crate::batch::private::CloudWatchLogs;
#[cfg(feature = "dynamodb")]
use crate::batch::private::DynamoDb;
use crate::batch::private::{
    EventBridge, Firehose, Kafka, Kinesis, RecordInvocation, Rules, S3, Sns, Sqs, handled, record,
};
use crate::batch::service::account_for;
use crate::batch::source::Source;
use crate::failure::Failure;
use crate::invocation::Invoked;

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
    pub(super) async fn run(&self) -> (Result<Value, Failure>, Seen) {
        match self.kind {
            Kind::Standard => self.run_on(Sqs { fifo: false, envelope: None }).await,
            Kind::Fifo => self.run_on(Sqs { fifo: true, envelope: None }).await,
            Kind::Kinesis => self.run_on(Kinesis).await,
            #[cfg(feature = "dynamodb")]
            Kind::DynamoDb => self.run_on(DynamoDb).await,
            Kind::Kafka => self.run_on(Kafka { provisioned: true }).await,
            Kind::KafkaOnDemand => self.run_on(Kafka { provisioned: false }).await,
            Kind::Firehose => self.run_on(Firehose).await,
            Kind::Sns => self.run_on(Sns { envelope: None }).await,
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

async fn handle(
    case: Arc<Case>,
    seen: Arc<Mutex<Seen>>,
    invoked: RecordInvocation,
) -> Result<Option<Transformed>, Failure> {
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
