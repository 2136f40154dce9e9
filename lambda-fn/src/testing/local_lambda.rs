//! The real binary under an emulator of its own.

use std::ffi::{OsStr, OsString};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::{Command, ExitStatus};
use std::rc::Rc;
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::mpsc as async_mpsc;

use super::logs::LogLine;
use super::{EventBuilder, Invocation, StreamedInvocation, logs};
use crate::environment::{LOG_FORMAT, RUNTIME_API};
use crate::function::Function;
use crate::local::config::Config;
use crate::local::emulator::Emulator;
use crate::local::fault::Fault;
use crate::local::gateway::Gateway;
use crate::local::gateway::kind::GatewayKind;
use crate::local::journal::{Journal, Post};
use crate::local::server::Loopback;
use crate::local::{invoke_api, log};
use crate::trigger::HttpKind;

/// A real binary under a local Lambda of its own; it ends when this is dropped.
///
/// Its methods block, so they serve plain `#[test]`s; several threads may invoke at once.
#[derive(Debug)]
pub struct LocalLambda {
    name: String,
    address: SocketAddr,
    journal: Arc<Journal>,
    work: Option<async_mpsc::UnboundedSender<Work>>,
    thread: Option<JoinHandle<()>>,
}

/// Something to do on the emulator's thread.
type Work = Box<dyn FnOnce(Rc<Emulator>) -> Pin<Box<dyn Future<Output = ()>>> + Send>;

/// What runs under a [`LocalLambda`], and how.
#[derive(Debug)]
pub struct LocalLambdaBuilder {
    config: Config,
}

impl LocalLambda {
    /// Runs a function made with `#[lambda_fn]`, with the name, memory, timeout and environment of its attribute.
    ///
    /// In an integration test the binary is `env!("CARGO_BIN_EXE_name")`.
    ///
    /// # Panics
    ///
    /// Where the binary does not run, or has no local Lambda in it (a release build without the feature
    /// `local-release`).
    #[must_use]
    #[track_caller]
    pub fn spawn(program: impl AsRef<OsStr>) -> Self {
        Self::function(program).spawn()
    }

    /// As [`spawn`](Self::spawn), with settings to change first.
    ///
    /// # Panics
    ///
    /// As [`spawn`](Self::spawn).
    #[track_caller]
    pub fn function(program: impl AsRef<OsStr>) -> LocalLambdaBuilder {
        let program = program.as_ref();
        let description = describe(program);
        let mut builder = Self::command(program);
        if let Some(name) = description["name"].as_str() {
            name.clone_into(&mut builder.config.name);
        }
        if let Some(memory) = description["memory"].as_u64() {
            builder.config.memory = u32::try_from(memory).unwrap_or(u32::MAX);
        }
        if let Some(timeout) = description["timeout"].as_u64() {
            builder.config.timeout = Some(Duration::from_secs(timeout));
        }
        builder.config.http = gateway(&description);
        for (name, value) in description["env"].as_object().into_iter().flatten() {
            builder.config.env.push((name.clone(), value.as_str().unwrap_or_default().to_owned()));
        }
        builder
    }

    /// Runs any program that polls Lambda's Runtime API, in whatever language.
    pub fn command(program: impl AsRef<OsStr>) -> LocalLambdaBuilder {
        let mut config = Config::new(&Function::named("function"), PathBuf::from(program.as_ref()));
        config.show_log = false;
        config.journal = Some(Arc::default());
        config.overrides.push((LOG_FORMAT.to_owned(), "JSON".to_owned()));
        LocalLambdaBuilder { config }
    }

    /// Invokes the function with an event, and waits for what comes of it.
    ///
    /// # Panics
    ///
    /// Where the event does not serialise, or no execution environment is free.
    #[must_use]
    #[track_caller]
    pub fn invoke(&self, event: &(impl Serialize + ?Sized)) -> Invocation {
        self.event(event).invoke()
    }

    /// Invokes the function with these bytes, JSON or not.
    ///
    /// # Panics
    ///
    /// Where no execution environment is free.
    #[must_use]
    #[track_caller]
    pub fn invoke_raw(&self, event: impl Into<Vec<u8>>) -> Invocation {
        self.event_raw(event).invoke()
    }

    /// Invokes the function, and keeps the pieces of its response apart.
    ///
    /// # Panics
    ///
    /// As [`invoke`](Self::invoke).
    #[must_use]
    #[track_caller]
    pub fn stream(&self, event: &(impl Serialize + ?Sized)) -> StreamedInvocation {
        self.event(event).stream()
    }

    /// An event, to be given a context or to be sent without waiting.
    ///
    /// ```no_run
    /// # let function = lambda_fn::testing::LocalLambda::spawn("function");
    /// # use serde_json::json;
    /// let event = function.event(&json!({ "item": "bolt" }));
    /// let invocation = event.tenant_id("blue").client_context(&json!({ "custom": { "tier": "gold" } })).invoke();
    /// ```
    ///
    /// # Panics
    ///
    /// Where the event does not serialise.
    #[track_caller]
    pub fn event(&self, event: &(impl Serialize + ?Sized)) -> EventBuilder<'_> {
        let event = serde_json::to_vec(event).unwrap_or_else(|error| panic!("the event does not serialise: {error}"));
        self.event_raw(event)
    }

    /// As [`event`](Self::event), with these bytes, JSON or not.
    pub fn event_raw(&self, event: impl Into<Vec<u8>>) -> EventBuilder<'_> {
        EventBuilder::new(self, event.into())
    }

    /// Lets something go wrong at the next event, once.
    pub fn inject(&self, fault: Fault) {
        self.run(async move |emulator| emulator.inject(fault));
    }

    /// What the function has logged so far, outside of invocations too, without Lambda's own lines.
    ///
    /// Environments stand one after the other. Of each there is the last 1 MB.
    #[must_use]
    #[track_caller]
    pub fn logs(&self) -> Vec<LogLine> {
        logs::of_function(&self.raw_log())
    }

    /// As [`logs`](Self::logs), as it stands, with Lambda's own lines, as
    /// [`Invocation::raw_log`] has them.
    #[must_use]
    #[track_caller]
    pub fn raw_log(&self) -> String {
        let log = self.run(async |emulator| emulator.log().await);
        String::from_utf8_lossy(&log).into_owned()
    }

    /// What the function has posted to Lambda's Runtime API so far, in order: the last 1,000 posts.
    #[must_use]
    pub fn posts(&self) -> Vec<Post> {
        self.journal.posts()
    }

    /// How processes of the function have ended so far, in order, also those that a timeout has killed: the last
    /// 1,000.
    ///
    /// ```no_run
    /// # use lambda_fn::testing::LocalLambda;
    /// let function = LocalLambda::function("function").env("TABLE", "missing").spawn();
    /// assert_eq!(function.invoke("an event").error().error_type, "Table.Missing");
    /// assert_eq!(function.exits()[0].code(), Some(1));
    /// ```
    #[must_use]
    pub fn exits(&self) -> Vec<ExitStatus> {
        self.journal.exits()
    }

    /// Ends the processes of the function as Lambda does when no event comes for long: by SIGTERM, and after 500 ms by
    /// SIGKILL, where the attribute has `shutdown`; at once by SIGKILL elsewhere. The next event starts a fresh process.
    ///
    /// ```no_run
    /// # use lambda_fn::testing::LocalLambda;
    /// let function = LocalLambda::spawn("function");
    /// assert!(function.invoke("an event").result().is_ok());
    /// function.shut_down();
    /// assert!(function.raw_log().contains("the pool is closed"));
    /// ```
    #[track_caller]
    pub fn shut_down(&self) {
        self.run(async |emulator| emulator.stop().await);
    }

    /// Where Lambda's invoke API is served over HTTP, for AWS's SDKs and command line: `http://` and this is their
    /// endpoint URL. HTTP too, on every other path, where [`http_as`](LocalLambdaBuilder::http_as) was asked for.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The function's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Does something on the emulator's thread, and waits for it.
    #[track_caller]
    fn run<T: Send + 'static>(&self, work: impl AsyncFnOnce(Rc<Emulator>) -> T + Send + 'static) -> T {
        self.begin(work).recv().unwrap_or_else(|_| panic!("the local Lambda has stopped"))
    }

    /// Does something on the emulator's thread, and does not wait.
    pub(super) fn begin<T: Send + 'static>(
        &self,
        work: impl AsyncFnOnce(Rc<Emulator>) -> T + Send + 'static,
    ) -> mpsc::Receiver<T> {
        let (done, result) = mpsc::channel();
        let work: Work = Box::new(move |emulator| {
            Box::pin(async move {
                let _ = done.send(work(emulator).await);
            })
        });
        if let Some(sender) = &self.work {
            // where the thread has ended, nothing will be received
            let _ = sender.send(work);
        }
        result
    }
}

impl Drop for LocalLambda {
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl LocalLambdaBuilder {
    /// A further argument of the program.
    #[must_use]
    pub fn arg(mut self, argument: impl Into<OsString>) -> Self {
        self.config.arguments.push(argument.into());
        self
    }

    /// The function's name. Default: the attribute's, else `function`.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.config.name = name.into();
        self
    }

    /// The memory that the function is told to have, in MB. Default: the attribute's `memory`, else 128.
    #[must_use]
    pub fn memory(mut self, megabytes: u32) -> Self {
        self.config.memory = megabytes;
        self
    }

    /// A variable of the function's environment.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        self.config.removed.retain(|removed| *removed != name);
        self.config.overrides.push((name, value.into()));
        self
    }

    /// Takes a variable out of the function's environment, wherever it comes from.
    #[must_use]
    pub fn env_remove(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        self.config.overrides.retain(|(set, _)| *set != name);
        self.config.removed.push(name);
        self
    }

    /// Lets the function inherit nothing of this process's environment: it has Lambda's own variables, those of its
    /// attribute and those of [`env`](Self::env).
    #[must_use]
    pub fn env_clear(mut self) -> Self {
        self.config.inherit = false;
        self
    }

    /// How long an invocation may take. Default: the attribute's `timeout`, else 3 seconds.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.config.timeout = Some(timeout);
        self
    }

    /// How many execution environments there may be. Default: 10.
    #[must_use]
    pub fn concurrency(mut self, environments: usize) -> Self {
        self.config.concurrency = environments;
        self
    }

    /// How many events one environment takes at once, as on Lambda Managed Instances. Default: 1.
    #[must_use]
    pub fn events_at_once(mut self, events: usize) -> Self {
        self.config.events_at_once = events;
        self
    }

    /// Serves HTTP as the function gets it through this on AWS. Default: what the attribute's `http(…)` says, else the
    /// invoke API alone.
    ///
    /// ```no_run
    /// use lambda_fn::testing::{HttpKind, LocalLambda};
    ///
    /// let page = LocalLambda::function("target/debug/page").http_as(HttpKind::FunctionUrl).spawn();
    /// let url = format!("http://{}/", page.address());
    /// ```
    #[must_use]
    pub fn http_as(mut self, kind: HttpKind) -> Self {
        let kind = GatewayKind::of(Some(kind));
        self.config.http = Some(match self.config.http.take() {
            Some(described) => described.with_kind(kind),
            None => Gateway::all(kind),
        });
        self
    }

    /// Sends every value of a header and of a query parameter, and takes `multiValueHeaders`, as a load balancer does whose
    /// target group has the attribute `lambda.multi_value_headers.enabled`. Default: the last value alone, and `headers`.
    ///
    /// ```no_run
    /// use lambda_fn::testing::{HttpKind, LocalLambda};
    ///
    /// let page = LocalLambda::function("target/debug/page").http_as(HttpKind::Alb).multi_value_headers().spawn();
    /// let response = page.get("/?tag=a&tag=b");
    /// ```
    ///
    /// # Panics
    ///
    /// Where the function is not behind a load balancer: [`http_as`](Self::http_as) comes first.
    #[must_use]
    #[track_caller]
    pub fn multi_value_headers(mut self) -> Self {
        let gateway = self.config.http.take().and_then(Gateway::with_multi_value_headers);
        let gateway =
            gateway.unwrap_or_else(|| panic!("the function is not behind a load balancer; call `http_as` first"));
        self.config.http = Some(gateway);
        self
    }

    /// Whether the function's log also goes to this process's stderr. Default: no.
    #[must_use]
    pub fn show_log(mut self, show: bool) -> Self {
        self.config.show_log = show;
        self
    }

    /// Starts the local Lambda. The program itself is started by its first event.
    ///
    /// # Panics
    ///
    /// Where no thread or no port is to be had.
    #[must_use]
    #[track_caller]
    pub fn spawn(self) -> LocalLambda {
        let name = self.config.name.clone();
        let journal = self.config.journal.clone().unwrap_or_default();
        let (work, works) = async_mpsc::unbounded_channel();
        let (tell, address) = mpsc::channel();
        let thread = std::thread::Builder::new().name(format!("local Lambda {name}"));
        let thread = thread.spawn(move || emulate(self.config, works, &tell));
        let thread = thread.unwrap_or_else(|error| panic!("the local Lambda has no thread: {error}"));
        match address.recv() {
            Ok(Ok(address)) => LocalLambda { name, address, journal, work: Some(work), thread: Some(thread) },
            Ok(Err(reason)) => panic!("the local Lambda does not start: {reason}"),
            Err(error) => panic!("the local Lambda does not start: {error}"),
        }
    }
}

/// The emulator's thread: serves HTTP, does the work that is sent, and ends when nothing more can come.
fn emulate(
    config: Config,
    mut works: async_mpsc::UnboundedReceiver<Work>,
    tell: &mpsc::Sender<Result<SocketAddr, String>>,
) {
    log::is_of_a_test();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let Ok(runtime) = runtime.map_err(|error| tell.send(Err(error.to_string()))) else { return };
    tokio::task::LocalSet::new().block_on(&runtime, async {
        let loopback = Loopback::on(0).map_err(|error| error.to_string());
        let bound = loopback.and_then(|loopback| Ok((loopback.address().map_err(|exit| exit.to_string())?, loopback)));
        let Ok((address, loopback)) = bound.map_err(|error| tell.send(Err(error))) else { return };
        let _ = tell.send(Ok(address));
        let emulator = Emulator::new(config);
        let served = emulator.clone();
        let serving = tokio::task::spawn_local(loopback.serve(move |request| {
            let emulator = served.clone();
            async move { Some(invoke_api::answer(emulator, request).await) }
        }));
        while let Some(work) = works.recv().await {
            tokio::task::spawn_local(work(emulator.clone()));
        }
        serving.abort();
        emulator.stop().await;
    });
}

/// What brings HTTP to the function, as the description has it.
fn gateway(description: &Value) -> Option<Gateway> {
    let http = description["triggers"].as_array()?.iter().find_map(|trigger| trigger.get("http"))?;
    let kind = match http["kind"].as_str() {
        None | Some("any") => GatewayKind::HttpApi,
        Some(name) => GatewayKind::named(name)?,
    };
    let routes = http["routes"].as_array().into_iter().flatten();
    let routes = routes.filter_map(|route| route.as_str().map(str::to_owned)).collect();
    Some(Gateway::new(kind, routes, http["stream"].as_bool().unwrap_or_default()))
}

/// What the binary says of itself.
#[track_caller]
fn describe(program: &OsStr) -> Value {
    let shown = program.to_string_lossy();
    let described = Command::new(program).arg("describe").env_remove(RUNTIME_API).output();
    let described = described.unwrap_or_else(|error| panic!("`{shown}` does not run: {error}"));
    serde_json::from_slice(&described.stdout).unwrap_or_else(|_| {
        let said = String::from_utf8_lossy(&described.stderr);
        panic!("`{shown} describe` prints no description; is it a debug build of a `#[lambda_fn]`? it says: {said}")
    })
}
