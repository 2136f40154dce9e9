//! The execution environments of one function.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::future::join_all;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::config::Config;
use super::environment::Environment;
use super::event::{Answer, Event, Report};
use super::fault::Faults;
use super::gateway::Connections;
use crate::exit::Exit;

pub(crate) struct Emulator {
    config: Rc<Config>,
    environments: RefCell<Vec<Rc<Environment>>>,
    faults: Rc<Faults>,
    /// The WebSocket connections to the function.
    pub(crate) connections: Connections,
    /// Held by each asynchronous event that has no end yet.
    waiting: Rc<()>,
}

/// An event that the function has.
pub(crate) struct Invocation {
    answer: oneshot::Receiver<Answer>,
    report: JoinHandle<Report>,
}

/// How an invocation came out.
pub(crate) struct Outcome {
    pub(crate) answer: Answer,
    pub(crate) report: Option<Report>,
}

/// Why an event was not taken.
pub(crate) enum Refused {
    /// No environment is free, and no further one may be made.
    Throttled,
    Failed(Exit),
}

impl Emulator {
    pub(crate) fn new(config: Config) -> Rc<Self> {
        Rc::new(Self {
            config: Rc::new(config),
            environments: RefCell::default(),
            faults: Rc::default(),
            connections: Connections::default(),
            waiting: Rc::default(),
        })
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// To be held by an asynchronous event: the count of these says how many there are.
    pub(crate) fn waiting(&self) -> Rc<()> {
        self.waiting.clone()
    }

    /// Starts a first process, so that its init is over when the first event comes.
    pub(crate) fn warm_up(&self) -> Result<(), Exit> {
        let environment = self.environment().map_err(Refused::into_exit)?;
        environment.warm_up().map(drop)
    }

    /// Lets something go wrong at the next event.
    #[cfg(feature = "testing")]
    pub(crate) fn inject(&self, fault: super::fault::Fault) {
        self.faults.add(fault);
    }

    /// The log of all environments, one after the other.
    #[cfg(feature = "testing")]
    pub(crate) async fn log(&self) -> Vec<u8> {
        let environments = self.environments.borrow().clone();
        let mut log = Vec::new();
        for environment in environments {
            log.extend(environment.log().await);
        }
        log
    }

    /// Hands an event to an environment that is free.
    pub(crate) fn invoke(&self, event: Event) -> Result<Invocation, Refused> {
        let environment = self.environment()?;
        environment.reserve();
        let (reply, answer) = oneshot::channel();
        let report = tokio::task::spawn_local(async move { environment.invoke(event, reply).await });
        Ok(Invocation { answer, report })
    }

    fn environment(&self) -> Result<Rc<Environment>, Refused> {
        let mut environments = self.environments.borrow_mut();
        let mut free = environments.iter().filter(|environment| environment.has_room());
        if let Some(environment) = free.clone().find(|environment| environment.is_warm()).or_else(|| free.next()) {
            return Ok(environment.clone());
        }
        if environments.len() >= self.config.concurrency {
            return Err(Refused::Throttled);
        }
        let environment = Environment::new(self.config.clone(), self.faults.clone(), environments.len() + 1);
        let environment = environment.map_err(Refused::Failed)?;
        environments.push(environment.clone());
        Ok(environment)
    }

    /// Ends all processes; a further event starts one again.
    pub(crate) async fn stop(&self) {
        let environments = self.environments.borrow().clone();
        join_all(environments.iter().map(|environment| environment.stop())).await;
    }
}

impl Invocation {
    /// Waits for the answer; one that comes in pieces may have only begun.
    pub(crate) async fn answer(&mut self) -> Answer {
        let answer = (&mut self.answer).await;
        answer.unwrap_or_else(|_| Answer::error("Runtime.Unknown", "the local Lambda has stopped"))
    }

    /// Waits for what Lambda logs at the end.
    pub(crate) async fn report(self) -> Option<Report> {
        self.report.await.ok()
    }

    /// Waits for the whole answer.
    pub(crate) async fn outcome(mut self) -> Outcome {
        let answer = match self.answer().await.whole().await {
            Ok((content_type, body)) => Answer::Response { content_type, body },
            Err(error) => Answer::FunctionError(error),
        };
        Outcome { answer, report: self.report().await }
    }
}

impl Refused {
    pub(crate) fn into_exit(self) -> Exit {
        match self {
            Self::Throttled => Exit::new("no execution environment is free; raise `--concurrency`"),
            Self::Failed(exit) => exit,
        }
    }
}
