//! An execution environment: one process of the function, the Runtime API that it polls, and its log.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::pin::pin;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};

use super::config::Config;
use super::event::{Answer, Event, Report, Status};
use super::fault::{Endpoint, Fault, Faults};
use super::journal::Journal;
use super::log::{Log, system};
use super::process::Process;
use super::{runtime_api, server};
use crate::exit::Exit;

/// Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle": "The Init phase is limited to
/// 10 seconds".
const INIT_LIMIT: Duration = Duration::from_secs(10);
/// The deadline of an invocation without a time limit.
const NO_LIMIT: Duration = Duration::from_secs(24 * 60 * 60);
/// How many invocations that are over are remembered, to tell a late answer from a wrong one.
const REMEMBERED: usize = 64;

pub(crate) struct Environment {
    config: Rc<Config>,
    faults: Rc<Faults>,
    log: Rc<Log>,
    log_stream: String,
    api: SocketAddr,
    process: RefCell<Option<Rc<Process>>>,
    state: RefCell<State>,
    /// Told of every event that begins to wait.
    offered: Notify,
    /// The identifier of the extension that its process has registered.
    extension: RefCell<Option<String>>,
    /// Events that were given to this environment and have no end yet.
    events: Cell<usize>,
}

struct State {
    waiting: VecDeque<Offer>,
    running: HashMap<String, Running>,
    over: VecDeque<(String, Over)>,
    /// Why responses broke off that were arriving piece by piece, until [`Environment::ending`] asks.
    endings: HashMap<String, Bytes>,
    spawned: Instant,
    /// How long the init phase took, until the first event has it in its report.
    init: Option<Duration>,
    initialised: bool,
    init_error: Option<Bytes>,
}

struct Offer {
    event: Event,
    started: oneshot::Sender<Instant>,
    running: Running,
}

struct Running {
    reply: Option<oneshot::Sender<Answer>>,
    done: oneshot::Sender<Status>,
}

#[derive(Clone, Copy)]
enum Over {
    Answered,
    TimedOut,
}

/// What the function's process gets as its next event.
pub(crate) struct Next {
    pub(crate) event: Event,
    pub(crate) deadline: SystemTime,
}

/// Whether the Runtime API takes an answer.
pub(crate) enum Accepted {
    Yes,
    /// No such event was ever handed out here.
    UnknownRequestId,
    /// It has its answer.
    AnsweredBefore,
    /// Its time is over.
    TooLate,
}

/// How an invocation came to its end.
enum End {
    Answered(Status),
    ProcessEnded(String),
    TimedOut(Duration),
}

impl Environment {
    /// An environment with its Runtime API; the process comes with the first event, or with [`Self::warm_up`].
    pub(crate) fn new(config: Rc<Config>, faults: Rc<Faults>, number: usize) -> Result<Rc<Self>, Exit> {
        let listener = match &config.inline {
            Some(listener) => listener.try_clone().and_then(TcpListener::from_std),
            None => server::listen_on(0),
        };
        let listener = listener.map_err(|error| Exit::new(format!("no port is free: {error}")))?;
        let environment = Rc::new(Self {
            log: Rc::new(Log::new(&config)),
            config,
            faults,
            log_stream: format!("local/[$LATEST]{number}"),
            api: server::address(&listener)?,
            process: RefCell::new(None),
            state: RefCell::new(State {
                waiting: VecDeque::new(),
                running: HashMap::new(),
                over: VecDeque::new(),
                endings: HashMap::new(),
                spawned: Instant::now(),
                init: None,
                initialised: false,
                init_error: None,
            }),
            offered: Notify::new(),
            extension: RefCell::new(None),
            events: Cell::new(0),
        });
        let served = environment.clone();
        tokio::task::spawn_local(async move {
            server::serve(listener, move |request| runtime_api::answer(served.clone(), request)).await;
        });
        Ok(environment)
    }

    pub(crate) fn function_name(&self) -> &str {
        &self.config.name
    }

    pub(crate) fn journal(&self) -> Option<&Journal> {
        self.config.journal.as_deref()
    }

    /// All that is kept of the log.
    #[cfg(feature = "testing")]
    pub(crate) async fn log(&self) -> Vec<u8> {
        let process = self.process.borrow().clone();
        if let Some(process) = process {
            process.drain().await;
        }
        self.log.since(0)
    }

    pub(crate) fn has_room(&self) -> bool {
        self.events.get() < self.config.events_at_once
    }

    pub(crate) fn is_warm(&self) -> bool {
        self.process.borrow().as_ref().is_some_and(|process| !process.has_ended())
    }

    /// Starts the process before there is an event.
    pub(crate) fn warm_up(&self) -> Result<Rc<Process>, Exit> {
        if let Some(process) = self.process.borrow().as_ref()
            && !process.has_ended()
        {
            return Ok(process.clone());
        }
        {
            let mut state = self.state.borrow_mut();
            state.spawned = Instant::now();
            state.init = None;
            state.initialised = false;
            state.init_error = None;
        }
        self.extension.take();
        let process = Rc::new(match self.config.inline {
            Some(_) => Process::inline(),
            None => Process::spawn(&self.config, self.api, &self.log_stream, &self.log)?,
        });
        *self.process.borrow_mut() = Some(process.clone());
        Ok(process)
    }

    /// Takes the place for one event; [`Self::invoke`] gives it back.
    pub(crate) fn reserve(&self) {
        self.events.set(self.events.get() + 1);
    }

    /// Runs one event to its end. The answer goes to `reply` as soon as there is one.
    pub(crate) async fn invoke(&self, event: Event, reply: oneshot::Sender<Answer>) -> Report {
        let mark = self.log.mark();
        let request_id = event.request_id.clone();
        let mut process = match self.warm_up() {
            Ok(process) => process,
            Err(exit) => {
                let answer = Answer::error("Runtime.InvalidEntrypoint", &exit.to_string());
                let status = answer.status();
                let _ = reply.send(answer);
                return self.finished(None, &request_id, status, None, mark, None);
            }
        };
        let (started, is_started) = oneshot::channel();
        let (done, mut is_done) = oneshot::channel();
        let running = Running { reply: Some(reply), done };
        self.state.borrow_mut().waiting.push_back(Offer { event, started, running });
        self.offered.notify_waiters();

        let start = Cell::new(None);
        let mut time_is_over = pin!(self.time_limit(is_started, &start));
        let mut restarted = false;
        let end = loop {
            tokio::select! {
                biased;
                status = &mut is_done => break End::Answered(status.unwrap_or_default()),
                how = process.ended() => match self.restart(&request_id).filter(|_| !restarted) {
                    Some(fresh) => (process, restarted) = (fresh, true),
                    None => break End::ProcessEnded(how),
                },
                limit = &mut time_is_over => break End::TimedOut(limit),
            }
        };
        let ended = Instant::now();
        let status = match end {
            End::Answered(status) => status,
            End::ProcessEnded(how) => self.process_ended(&request_id, &how),
            End::TimedOut(limit) => {
                self.timed_out(&request_id, limit, &process).await;
                Status::Timeout
            }
        };
        process.drain().await;
        let duration = start.get().map(|start| ended.duration_since(start));
        self.finished(Some(&process), &request_id, status, duration, mark, start.get())
    }

    /// Returns when the time of an event is over, which begins when the function has it.
    async fn time_limit(&self, is_started: oneshot::Receiver<Instant>, start: &Cell<Option<Instant>>) -> Duration {
        start.set(tokio::time::timeout(INIT_LIMIT, is_started).await.ok().and_then(Result::ok));
        let limit = self.config.timeout.unwrap_or(NO_LIMIT);
        if self.faults.take(|fault| fault == Fault::Timeout).is_none() {
            tokio::time::sleep(limit).await;
        }
        limit
    }

    /// A fresh process, where the last one ended while it was idle: the event that waits has not seen it.
    fn restart(&self, request_id: &str) -> Option<Rc<Process>> {
        let idle = {
            let state = self.state.borrow();
            state.initialised && state.waiting.iter().any(|offer| offer.event.request_id == request_id)
        };
        idle.then(|| self.warm_up().ok()).flatten()
    }

    fn process_ended(&self, request_id: &str, how: &str) -> Status {
        let init_error = self.state.borrow().init_error.clone();
        let answer = match init_error {
            Some(error) => Answer::FunctionError(error),
            None => Answer::error("Runtime.ExitError", &format!("RequestId: {request_id} Error: {how}")),
        };
        let status = answer.status();
        let running = self.close(request_id, Over::Answered);
        self.tell(request_id, running, answer);
        status
    }

    /// Only the death of the process surely ends what it does; where it has other events, it is left alone.
    async fn timed_out(&self, request_id: &str, limit: Duration, process: &Process) {
        let message = system::timeout_message(request_id, limit);
        let running = self.close(request_id, Over::TimedOut);
        self.tell(request_id, running, Answer::error("Sandbox.Timedout", &message));
        if self.config.events_at_once == 1 && self.config.inline.is_none() {
            self.end(process).await;
            // an error comes up again with the next event, which is who has to know
            let _ = self.warm_up();
        }
        self.log.timed_out(&message);
    }

    /// Answers an event that its process does not; where a response was arriving already, it waits for who reads that.
    fn tell(&self, request_id: &str, running: Option<Running>, answer: Answer) {
        match (running.map(|running| running.reply), answer) {
            (Some(Some(reply)), answer) => drop(reply.send(answer)),
            (Some(None), Answer::FunctionError(error)) => {
                self.state.borrow_mut().endings.insert(request_id.to_owned(), error);
            }
            _ => {}
        }
    }

    /// Why a response broke off: the end of its time or of its process, of which the broken connection may tell first.
    pub(crate) async fn ending(&self, request_id: &str) -> Option<Bytes> {
        const WAITS: u32 = 100;
        for _ in 0..WAITS {
            if let Some(error) = self.state.borrow_mut().endings.remove(request_id) {
                return Some(error);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        None
    }

    fn finished(
        &self,
        process: Option<&Process>,
        request_id: &str,
        status: Status,
        duration: Option<Duration>,
        mark: usize,
        start: Option<Instant>,
    ) -> Report {
        let init = match start {
            Some(_) => self.state.borrow_mut().init.take(),
            None => Some(self.state.borrow().spawned.elapsed()),
        };
        let max_memory_mb = process.and_then(Process::max_memory_mb);
        let duration = duration.unwrap_or_default();
        let mut report = Report { status, duration, init, max_memory_mb, log: Vec::new() };
        if start.is_none() {
            // the function never had it, and its lines are to be found by the id all the same
            self.log.start(request_id);
        }
        self.log.end(request_id, &report, self.config.memory);
        report.log = self.log.since(mark);
        self.events.set(self.events.get() - 1);
        report
    }

    /// Takes an event out, wherever it is; what is left is whom to answer.
    fn close(&self, request_id: &str, over: Over) -> Option<Running> {
        let mut state = self.state.borrow_mut();
        let waiting = state.waiting.iter().position(|offer| offer.event.request_id == request_id);
        let running = match waiting.and_then(|place| state.waiting.remove(place)) {
            Some(offer) => Some(offer.running),
            None => state.running.remove(request_id),
        };
        state.over.push_back((request_id.to_owned(), over));
        if state.over.len() > REMEMBERED {
            state.over.pop_front();
        }
        running
    }

    /// What is to go wrong at this endpoint now.
    pub(crate) fn fault_at(&self, endpoint: Endpoint) -> Option<Fault> {
        self.faults.take(|fault| fault.endpoint() == Some(endpoint))
    }

    /// Hands out the next event; waits for one. A connection that goes wrong leaves the event where it is.
    pub(crate) async fn next(&self) -> Result<Next, Fault> {
        {
            let mut state = self.state.borrow_mut();
            if !state.initialised {
                state.initialised = true;
                state.init = Some(state.spawned.elapsed());
            }
        }
        loop {
            let offered = self.offered.notified();
            let waits = !self.state.borrow().waiting.is_empty();
            if let Some(fault) = waits.then(|| self.fault_at(Endpoint::Next)).flatten() {
                return Err(fault);
            }
            let offer = self.state.borrow_mut().waiting.pop_front();
            if let Some(Offer { event, started, running }) = offer {
                self.log.start(&event.request_id);
                self.state.borrow_mut().running.insert(event.request_id.clone(), running);
                let _ = started.send(Instant::now());
                let process = self.process.borrow().clone();
                if let Some(process) = process
                    && let Some(fault) = self.faults.take(|fault| fault == Fault::Kill)
                {
                    // before the event is on its way: a fast function would have answered it
                    process.kill().await;
                    return Err(fault);
                }
                let deadline = SystemTime::now() + self.config.timeout.unwrap_or(NO_LIMIT);
                return Ok(Next { event, deadline });
            }
            offered.await;
        }
    }

    /// Takes the function's answer, whole.
    pub(crate) fn answer(&self, request_id: &str, answer: Answer) -> Accepted {
        match self.reply(request_id) {
            Ok(reply) => {
                let status = answer.status();
                let _ = reply.send(answer);
                self.done(request_id, status);
                Accepted::Yes
            }
            Err(refused) => refused,
        }
    }

    /// Takes out whom to answer; the event goes on until [`Self::done`].
    pub(crate) fn reply(&self, request_id: &str) -> Result<oneshot::Sender<Answer>, Accepted> {
        let mut state = self.state.borrow_mut();
        if let Some(running) = state.running.get_mut(request_id) {
            return running.reply.take().ok_or(Accepted::AnsweredBefore);
        }
        let over = state.over.iter().find(|(id, _)| id == request_id).map(|(_, over)| *over);
        Err(match over {
            Some(Over::Answered) => Accepted::AnsweredBefore,
            Some(Over::TimedOut) => Accepted::TooLate,
            None => Accepted::UnknownRequestId,
        })
    }

    pub(crate) fn done(&self, request_id: &str, status: Status) {
        let running = self.state.borrow_mut().running.remove(request_id);
        self.close(request_id, Over::Answered);
        if let Some(running) = running {
            let _ = running.done.send(status);
        }
    }

    /// Takes the error of the init phase, unless that is over.
    pub(crate) fn init_failed(&self, error: Bytes) -> Accepted {
        let mut state = self.state.borrow_mut();
        if state.initialised {
            return Accepted::AnsweredBefore;
        }
        state.init_error = Some(error);
        Accepted::Yes
    }

    pub(crate) async fn stop(&self) {
        let process = self.process.borrow_mut().take();
        if let Some(process) = process {
            self.end(&process).await;
            process.drain().await;
        }
    }

    /// Ends the process: with an extension it is asked first.
    async fn end(&self, process: &Process) {
        let is_asked = self.extension.borrow().is_some();
        match is_asked {
            true => process.terminate().await,
            false => process.kill().await,
        }
    }

    /// The identifier of the extension that the process has registered.
    pub(crate) fn extension(&self) -> Option<String> {
        self.extension.borrow().clone()
    }

    pub(crate) fn register_extension(&self) -> String {
        let identifier = super::event::request_id();
        *self.extension.borrow_mut() = Some(identifier.clone());
        identifier
    }
}
