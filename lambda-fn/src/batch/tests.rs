//! For any batch, any outcome of each of its records, any concurrency and any deadline: each record is exactly one of
//! done or reported, and the order rules of its source hold.

mod check;
mod event;
mod run;
mod shapes;
mod single;

use std::collections::BTreeSet;
use std::sync::Once;
use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::select;
use tokio::time::Instant;

use check::check;

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
}

fn quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        crate::catch::install_hook();
        // else each failure is a line on stderr
        tracing::subscriber::set_global_default(tracing::subscriber::NoSubscriber::default()).unwrap();
    });
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
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(crate::cases::cases(10_000)) })]

    #[test]
    fn every_record_is_accounted_for(case in any_case()) {
        block_on(run_and_check(&case));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(crate::cases::cases(2_000)) })]

    /// As under Managed Instances.
    #[test]
    fn so_is_every_record_of_several_batches_at_once(cases in prop::collection::vec(any_case(), 2..5)) {
        block_on(futures_util::future::join_all(cases.iter().map(run_and_check)));
    }
}
