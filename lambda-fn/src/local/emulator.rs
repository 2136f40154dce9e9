//! The events between the two APIs: those that wait, and those that the function has.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use serde_json::json;
use tokio::sync::{Notify, oneshot};

use crate::function::Function;

/// Lambda Developer Guide, "Configure Lambda function timeout": the default is 3 seconds.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(3);

/// What whoever invoked the function gets.
pub(super) enum Answer {
    Response(Bytes),
    FunctionError(Bytes),
}

impl Answer {
    pub(super) fn error(error_type: &str, message: &str) -> Self {
        Self::FunctionError(json!({ "errorType": error_type, "errorMessage": message }).to_string().into())
    }
}

pub(super) struct Event {
    pub(super) request_id: String,
    pub(super) payload: Bytes,
    pub(super) deadline: SystemTime,
    answer: oneshot::Sender<Answer>,
}

pub(super) struct Emulator {
    pub(super) function: &'static Function,
    waiting: RefCell<VecDeque<Event>>,
    /// Told of every event that begins to wait.
    arrived: Notify,
    running: RefCell<HashMap<String, oneshot::Sender<Answer>>>,
    init_error: RefCell<Option<Bytes>>,
    count: Cell<u64>,
}

impl Emulator {
    pub(super) fn new(function: &'static Function) -> Self {
        Self {
            function,
            waiting: RefCell::default(),
            arrived: Notify::new(),
            running: RefCell::default(),
            init_error: RefCell::default(),
            count: Cell::new(0),
        }
    }

    /// Runs one event to its end.
    pub(super) async fn invoke(&self, payload: Bytes) -> Answer {
        let (answer, answered) = oneshot::channel();
        let deadline = SystemTime::now() + self.function.timeout.unwrap_or(DEFAULT_TIMEOUT);
        self.waiting.borrow_mut().push_back(Event { request_id: self.request_id(), payload, deadline, answer });
        self.arrived.notify_waiters();
        answered.await.unwrap_or_else(|_| Answer::error("Runtime.Unknown", "the local Lambda lost the event"))
    }

    /// A version 4 UUID in form; unique within this process, and among processes by the clock.
    fn request_id(&self) -> String {
        self.count.set(self.count.get() + 1);
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let (seconds, nanos) = (now.as_secs() & 0xffff_ffff, now.subsec_nanos());
        let process = std::process::id() & 0xffff;
        format!(
            "{seconds:08x}-{process:04x}-4{:03x}-8{:03x}-{:012x}",
            nanos & 0xfff,
            nanos >> 12 & 0xfff,
            self.count.get()
        )
    }

    pub(super) async fn until_event_waits(&self) {
        loop {
            let arrived = self.arrived.notified();
            if !self.waiting.borrow().is_empty() {
                return;
            }
            arrived.await;
        }
    }

    /// Hands the next event to the function.
    pub(super) async fn next(&self) -> (String, Bytes, SystemTime) {
        loop {
            let arrived = self.arrived.notified();
            if let Some(event) = self.waiting.borrow_mut().pop_front() {
                let Event { request_id, payload, deadline, answer } = event;
                self.running.borrow_mut().insert(request_id.clone(), answer);
                return (request_id, payload, deadline);
            }
            arrived.await;
        }
    }

    /// Takes the function's answer; `false` where no such event runs.
    pub(super) fn answer(&self, request_id: &str, answer: Answer) -> bool {
        let running = self.running.borrow_mut().remove(request_id);
        running.map(|waits| waits.send(answer)).is_some()
    }

    pub(super) fn init_failed(&self, error: Bytes) {
        *self.init_error.borrow_mut() = Some(error);
    }

    /// Answers for a process that has ended: for the events it had, or for the one that waited for its init.
    pub(super) fn process_ended(&self, how: &str) {
        let exit_error = |request_id: &str| {
            let message = format!("RequestId: {request_id} Error: Runtime exited with error: {how}");
            Answer::error("Runtime.ExitError", &message)
        };
        let running = std::mem::take(&mut *self.running.borrow_mut());
        let init_error = self.init_error.borrow_mut().take();
        if running.is_empty()
            && let Some(event) = self.waiting.borrow_mut().pop_front()
        {
            let answer = match init_error {
                Some(error) => Answer::FunctionError(error),
                None => exit_error(&event.request_id),
            };
            let _ = event.answer.send(answer);
        }
        for (request_id, waits) in running {
            let _ = waits.send(exit_error(&request_id));
        }
    }
}
