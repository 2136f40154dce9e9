//! A stand-in for Lambda's Runtime API on raw sockets: it costs the function that is measured nothing of its own.

use std::io::{self, BufReader, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;
use crate::support::http::read_message;

/// The `Lambda-Runtime-Trace-Id` of the events.
#[derive(Clone, Copy, Default)]
pub(crate) enum Traces {
    None,
    #[default]
    OneForAll,
    OneForEach,
}

pub(crate) struct RuntimeApi {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    traces: Traces,
    event: Arc<str>,
    /// Events still to be sent.
    left: u32,
    /// Events that were sent and are not answered.
    in_flight: u32,
    /// Of all there have been.
    number: u32,
    /// When the function, with nothing in flight, last asked for an event that there was not.
    idle_since: Option<Instant>,
    /// What the function said of an event that it failed.
    failure: Option<String>,
    /// Of each event, from when it was sent to when its response was there.
    latencies: Vec<Duration>,
    connections: Vec<TcpStream>,
    closed: bool,
}

impl RuntimeApi {
    pub(crate) fn start(traces: Traces) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::<Shared>::default();
        shared.lock().traces = traces;
        let accepting = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                let serving = Arc::clone(&accepting);
                let mut state = accepting.lock();
                if state.closed {
                    return;
                }
                state.connections.extend(stream.try_clone());
                thread::spawn(move || serving.serve(stream));
            }
        });
        Ok(Self { address, shared })
    }

    /// Sends one event so many times.
    pub(crate) fn send(&self, event: &str, times: u32) {
        let mut state = self.shared.lock();
        state.event = event.into();
        state.left = times;
        state.idle_since = None;
        self.shared.changed.notify_all();
    }

    /// Waits until the function asks for an event that there is not; says when it did.
    pub(crate) fn wait_until_idle(&self) -> Result<Instant> {
        const PATIENCE: Duration = Duration::from_secs(600);

        let waiting = |state: &mut State| state.idle_since.is_none() && state.failure.is_none();
        let (mut state, _) = self.shared.changed.wait_timeout_while(self.shared.lock(), PATIENCE, waiting).unwrap();
        if let Some(failure) = state.failure.take() {
            return Err(format!("the function failed: {failure}").into());
        }
        state.idle_since.ok_or_else(|| "the function asks for no event".into())
    }

    /// How long the function took for each event since this was last asked.
    pub(crate) fn take_latencies(&self) -> Vec<Duration> {
        std::mem::take(&mut self.shared.lock().latencies)
    }
}

impl Drop for RuntimeApi {
    /// A function ends when its Runtime API goes away.
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        state.closed = true;
        for connection in state.connections.drain(..) {
            let _ = connection.shutdown(Shutdown::Both);
        }
        drop(state);
        self.shared.changed.notify_all();
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn serve(&self, mut stream: TcpStream) -> Option<()> {
        stream.set_nodelay(true).ok()?;
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut sent = None;
        loop {
            let (request, body) = read_message(&mut reader)?;
            let path = request.split(' ').nth(1)?;
            let answer = match path.rsplit('/').next()? {
                "next" => {
                    let event = self.next()?;
                    sent = Some(Instant::now());
                    event
                }
                "response" => {
                    let mut state = self.lock();
                    state.in_flight -= 1;
                    state.latencies.extend(sent.take().map(|sent: Instant| sent.elapsed()));
                    ACCEPTED.to_owned()
                }
                _ => {
                    self.lock().failure = Some(String::from_utf8_lossy(&body).into_owned());
                    self.changed.notify_all();
                    ACCEPTED.to_owned()
                }
            };
            stream.write_all(answer.as_bytes()).ok()?;
        }
    }

    fn next(&self) -> Option<String> {
        let mut state = self.lock();
        if state.left == 0 {
            if state.in_flight == 0 {
                state.idle_since = Some(Instant::now());
                self.changed.notify_all();
            }
            state = self.changed.wait_while(state, |state| state.left == 0 && !state.closed).unwrap();
        }
        if state.closed {
            return None;
        }
        state.left -= 1;
        state.in_flight += 1;
        state.number = state.number.wrapping_add(1);
        let (number, traces, event) = (state.number, state.traces, Arc::clone(&state.event));
        drop(state);
        let trace = match traces {
            Traces::None => String::new(),
            Traces::OneForAll => trace(0),
            Traces::OneForEach => trace(number),
        };
        Some(format!(
            "HTTP/1.1 200 OK\r\n\
             Content-Type: application/json\r\n\
             Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-{number:012x}\r\n\
             Lambda-Runtime-Deadline-Ms: 4102444800000\r\n\
             Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:123456789012:function:measured\r\n\
             {trace}\
             Date: Mon, 01 Jan 2024 00:00:00 GMT\r\n\
             Content-Length: {}\r\n\r\n{event}",
            event.len(),
        ))
    }
}

fn trace(number: u32) -> String {
    format!(
        "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c8{number:08x};Parent=9a9197af755a6419;Sampled=1\r\n"
    )
}

const ACCEPTED: &str = "HTTP/1.1 202 Accepted\r\n\
     Content-Type: application/json\r\n\
     Date: Mon, 01 Jan 2024 00:00:00 GMT\r\n\
     Content-Length: 16\r\n\r\n{\"status\":\"OK\"}\n";
