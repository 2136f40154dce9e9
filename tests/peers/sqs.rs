//! Real queues, those of moto: whatever the records of a batch do, no message is lost. `sqs.py` moves the messages as
//! Lambda does.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use lambda_fn::testing::LocalLambda;
use serde::Deserialize;
use serde_json::{Value, json};
use tests::{Process, TemporaryFile};

use crate::{free_port, here, listening, peer, succeeds};

/// `MAX_RECEIVE_COUNT` of `sqs.py`.
const RECEIVES: usize = 3;

/// The group and the outcome of each message: see the handler, `functions/batch_sqs.rs`. Those that end the process are
/// so far from each other that no message is in three batches that end without an answer.
const MESSAGES: [(&str, &str); 26] = [
    ("a", "ok"),
    ("b", "ok"),
    ("a", "fails"),
    ("c", "ok"),
    ("a", "ok"),
    ("b", "refused"),
    ("c", "panics"),
    ("b", "ok"),
    ("a", "ok"),
    ("c", "ok"),
    ("d", "aborts"),
    ("d", "ok"),
    ("b", "undecodable"),
    ("a", "ok"),
    ("c", "ok"),
    ("b", "ok"),
    ("d", "ok"),
    ("e", "hangs"),
    ("e", "ok"),
    ("a", "ok"),
    ("f", "blocks"),
    ("f", "ok"),
    ("b", "ok"),
    ("d", "refused"),
    ("a", "ok"),
    ("f", "ok"),
];

fn outcome(number: usize) -> &'static str {
    MESSAGES[number].1
}

fn fails_always(number: usize) -> bool {
    matches!(outcome(number), "fails" | "panics" | "undecodable" | "hangs")
}

/// The messages in front of one in its group.
fn ahead(number: usize) -> impl Iterator<Item = usize> {
    (0..number).filter(move |other| MESSAGES[*other].0 == MESSAGES[number].0)
}

/// What `sqs.py` prints.
#[derive(Debug, Deserialize)]
struct Moved {
    batches: Vec<Batch>,
    /// What is left in the queue.
    queue: Vec<usize>,
    /// What is in the dead-letter queue.
    dead: Vec<usize>,
}

#[derive(Debug, Deserialize)]
struct Batch {
    request: String,
    /// Why nothing answered for the batch.
    error: Option<String>,
    received: Vec<usize>,
    /// What came back to the queue.
    failed: Vec<usize>,
}

/// What became of all messages.
#[derive(Debug)]
struct Run {
    moved: Moved,
    /// By invocation, in their order: the messages that the handler was done with, the refused ones too.
    notes: BTreeMap<String, Vec<usize>>,
}

impl Run {
    /// Sends the messages to a queue, and lets a function take them until there is none.
    fn of(python: &Path, moto: &Path, handler: &str, queue: &str) -> Self {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, free_port()));
        let mut server = Command::new(moto);
        server.args(["-H", "127.0.0.1", "-p", &address.port().to_string()]);
        let _server = listening(Process::start(&mut server, b""), address);
        let notes = TemporaryFile::with("");
        let function = LocalLambda::command(env!("CARGO_BIN_EXE_fixture-batch-sqs"))
            .name("orders")
            .timeout(Duration::from_secs(2))
            .env("HANDLER", handler)
            .env("NOTES", notes.path())
            .spawn();

        let messages = MESSAGES.iter().enumerate().map(
            |(number, (group, outcome))| json!({ "group": group, "body": { "number": number, "outcome": outcome } }),
        );
        let messages = TemporaryFile::with(&messages.collect::<Value>().to_string());
        let output = Command::new(python)
            .arg(here().join("sqs.py"))
            .args([format!("http://{address}"), format!("http://{}", function.address())])
            .args([queue, messages.path()])
            .output()
            .unwrap();
        succeeds(&output);
        Self { moved: serde_json::from_slice(&output.stdout).unwrap(), notes: read(&notes) }
    }

    fn noted(&self, batch: &Batch) -> &[usize] {
        self.notes.get(&batch.request).map_or(&[], Vec::as_slice)
    }

    fn receives(&self, number: usize) -> usize {
        self.moved.batches.iter().filter(|batch| batch.received.contains(&number)).count()
    }

    /// Each message is at one place in the end: gone, since the handler was done with it, or in the dead-letter queue.
    #[track_caller]
    fn no_message_is_lost(&self) {
        assert_eq!(self.moved.queue, [] as [usize; 0], "{self:#?}");
        for number in 0..MESSAGES.len() {
            let deleted = |batch: &&Batch| batch.received.contains(&number) && !batch.failed.contains(&number);
            let deletions: Vec<_> = self.moved.batches.iter().filter(deleted).collect();
            let dead = self.moved.dead.iter().filter(|dead| **dead == number).count();
            assert_eq!(deletions.len() + dead, 1, "message {number}: {self:#?}");
            assert!(dead == 0 || self.receives(number) == RECEIVES, "message {number}: {self:#?}");
            assert!(dead == 1 || !fails_always(number), "message {number}: {self:#?}");
        }
    }

    /// Of a batch that is answered for, those and only those come back that the handler was not done with; it was done
    /// with each of the others once.
    #[track_caller]
    fn every_answer_is_exact(&self) {
        for batch in self.moved.batches.iter().filter(|batch| batch.error.is_none()) {
            let mut accounted = [self.noted(batch), &batch.failed].concat();
            let mut received = batch.received.clone();
            accounted.sort_unstable();
            received.sort_unstable();
            assert_eq!(accounted, received, "{batch:#?} of {self:#?}");
        }
    }

    /// A process that is killed, and one that Lambda has to end, take their whole batch with them.
    #[track_caller]
    fn some_batches_have_no_answer(&self) {
        let broken = || self.moved.batches.iter().filter(|batch| batch.error.is_some());
        let errors: BTreeSet<_> = broken().filter_map(|batch| batch.error.as_deref()).collect();
        assert_eq!(errors, BTreeSet::from(["Runtime.ExitError", "Sandbox.Timedout"]), "{self:#?}");
        assert!(broken().all(|batch| batch.failed == batch.received), "{self:#?}");
    }

    /// What can succeed does, where nothing that fails always keeps it from being run.
    #[track_caller]
    fn what_can_succeed_does(&self, keeps_order: bool) {
        let done: BTreeSet<_> = self.notes.values().flatten().copied().collect();
        for number in (0..MESSAGES.len()).filter(|number| !fails_always(*number)) {
            let kept_back = keeps_order && ahead(number).any(fails_always);
            assert!(kept_back || done.contains(&number), "message {number}: {self:#?}");
        }
        assert!(!done.iter().any(|number| fails_always(*number)), "{self:#?}");
    }

    /// By the time that the handler is done with a message, it is done with all in front of it in its group, or they
    /// are in the dead-letter queue.
    #[track_caller]
    fn groups_keep_their_order(&self) {
        let mut done = BTreeSet::new();
        let mut receives = [0; MESSAGES.len()];
        for batch in &self.moved.batches {
            let given_up = receives.map(|count| count == RECEIVES);
            for number in self.noted(batch) {
                let waits_for = ahead(*number).find(|other| !done.contains(other) && !given_up[*other]);
                assert_eq!(waits_for, None, "message {number} in {batch:#?} of {self:#?}");
                done.insert(*number);
            }
            batch.received.iter().for_each(|number| receives[*number] += 1);
        }
    }
}

fn read(notes: &TemporaryFile) -> BTreeMap<String, Vec<usize>> {
    let mut read = BTreeMap::<_, Vec<_>>::new();
    for line in std::fs::read_to_string(notes.path()).unwrap().lines() {
        let (request, number) = line.split_once(' ').unwrap();
        read.entry(request.to_owned()).or_default().push(number.parse().unwrap());
    }
    read
}

#[test]
fn no_message_of_a_standard_queue_is_lost() {
    let (Some(python), Some(moto)) = (peer("python"), peer("moto_server")) else { return };
    let run = Run::of(&python, &moto, "standard", "orders");
    run.no_message_is_lost();
    run.every_answer_is_exact();
    run.some_batches_have_no_answer();
    run.what_can_succeed_does(false);
}

#[test]
fn no_message_of_a_fifo_queue_is_lost_and_groups_keep_their_order() {
    let (Some(python), Some(moto)) = (peer("python"), peer("moto_server")) else { return };
    let run = Run::of(&python, &moto, "fifo", "orders.fifo");
    run.no_message_is_lost();
    run.every_answer_is_exact();
    run.some_batches_have_no_answer();
    run.what_can_succeed_does(true);
    run.groups_keep_their_order();
}
