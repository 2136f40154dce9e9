//! A Runtime API on raw sockets, which can misbehave as the local Lambda cannot.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tests::{DEADLINE, Program};

/// The paths of the Runtime API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Path {
    Next,
    Response,
    Error,
    InitError,
    /// Of a function that is started from a snapshot.
    RestoreNext,
    /// Those of the Extensions API: a function with `shutdown` asks for them.
    Register,
    ExtensionNext,
}

/// How a request is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// An event, with these headers over those that Lambda sends; an empty value takes one away.
    Event { body: Vec<u8>, headers: Vec<(&'static str, String)> },
    /// 202
    Accepted,
    /// An error as the Runtime API words it.
    Status(u16),
    /// What is not HTTP.
    Garbage,
    /// A head without its end.
    HalfAHead,
    /// A body that is shorter than its head says.
    HalfABody,
    /// The connection closes.
    Close,
    /// Nothing for so long, then what would have come.
    Late(Duration, Box<Answer>),
    /// Nothing, until the test ends.
    Never,
}

/// What the function has asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) path: Path,
    pub(crate) body: Vec<u8>,
}

/// How many requests are kept for the test to read.
const KEPT: usize = 1_000;

pub(crate) struct RuntimeApi {
    pub(crate) address: SocketAddr,
    asked: Receiver<Asked>,
    answered: Receiver<Path>,
    connections: Arc<Mutex<Vec<TcpStream>>>,
    over: Arc<AtomicBool>,
}

impl Answer {
    pub(crate) fn event(body: impl Into<Vec<u8>>) -> Self {
        Self::Event { body: body.into(), headers: Vec::new() }
    }
}

impl RuntimeApi {
    /// Answers each request by its path and by how many there were of that before.
    pub(crate) fn start(script: impl Fn(Path, usize) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let ((tell_asked, asked), (tell_answered, answered)) = (sync_channel(KEPT), sync_channel(KEPT));
        let tell = Tell { asked: tell_asked, answered: tell_answered };
        let connections = Arc::<Mutex<Vec<TcpStream>>>::default();
        let script = Arc::new(Script { answer: Box::new(script), asked: Mutex::default() });
        let accepted = connections.clone();
        let over = Arc::<AtomicBool>::default();
        let is_over = over.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
                accepted.lock().unwrap().extend(stream.try_clone());
                let (script, tell) = (script.clone(), tell.clone());
                thread::spawn(move || serve(stream, &script, &tell));
            }
        });
        Self { address, asked, answered, connections, over }
    }

    /// Waits for the next request but those for an event.
    pub(crate) fn post(&self) -> Asked {
        loop {
            let asked = self.asked.recv_timeout(DEADLINE).expect("the function posts something");
            if asked.path != Path::Next {
                return asked;
            }
        }
    }

    /// Waits until so many requests for this path have their answers, whole.
    #[track_caller]
    pub(crate) fn has_answered(&self, path: Path, count: usize) {
        let answered = std::iter::repeat_with(|| self.answered.recv_timeout(DEADLINE).expect("an answer is sent"));
        answered.filter(|answered| *answered == path).take(count).for_each(drop);
    }

    /// The path of the next request, where one comes so soon.
    pub(crate) fn asks_within(&self, time: Duration) -> Option<Path> {
        self.asked.recv_timeout(time).ok().map(|asked| asked.path)
    }

    /// How many connections there have been.
    pub(crate) fn connections(&self) -> usize {
        self.connections.lock().unwrap().len()
    }

    /// A function of this API, as Lambda starts it.
    pub(crate) fn environment(&self, program: Program) -> Program {
        program
            .env("AWS_LAMBDA_RUNTIME_API", self.address)
            .env("AWS_LAMBDA_FUNCTION_NAME", "tested")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
            .env("AWS_LAMBDA_LOG_FORMAT", "JSON")
    }
}

/// It is gone then, and its port with it.
impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        // who listens has to see it
        let _ = TcpStream::connect(self.address);
        for connection in self.connections.lock().unwrap().drain(..) {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }
}

#[derive(Clone)]
struct Tell {
    asked: SyncSender<Asked>,
    answered: SyncSender<Path>,
}

struct Script {
    answer: Box<dyn Fn(Path, usize) -> Answer + Send + Sync>,
    /// How often each path was asked for.
    asked: Mutex<[usize; 7]>,
}

impl Script {
    fn answer(&self, path: Path) -> Answer {
        let mut asked = self.asked.lock().unwrap();
        let before = asked[path as usize];
        asked[path as usize] += 1;
        drop(asked);
        (self.answer)(path, before)
    }
}

/// Serves a connection until it ends, from one side or the other.
fn serve(mut stream: TcpStream, script: &Script, tell: &Tell) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let asked = request(&mut reader)?;
        let path = asked.path;
        // where nobody reads on, as in a test of a million events
        let _ = tell.asked.try_send(asked);
        let goes_on = give(&mut stream, script.answer(path));
        let _ = tell.answered.try_send(path);
        goes_on?;
    }
}

fn request(reader: &mut impl BufRead) -> Option<Asked> {
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let path = first.split(' ').nth(1)?;
    let path = match path.rsplit('/').next()? {
        "next" if path.contains("/extension/") => Path::ExtensionNext,
        "next" if path.contains("/restore/") => Path::RestoreNext,
        "next" => Path::Next,
        "register" => Path::Register,
        "response" => Path::Response,
        "error" if path.contains("/init/") => Path::InitError,
        "error" => Path::Error,
        other => panic!("the Runtime API has no `{other}`"),
    };
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body).ok()?;
    Some(Asked { path, body })
}

/// `None` where the connection is over.
fn give(stream: &mut TcpStream, answer: Answer) -> Option<()> {
    let whole = |status: &str, headers: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
        [head.as_bytes(), body].concat()
    };
    let over = |stream: &mut TcpStream, bytes: &[u8]| {
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Both);
        None
    };
    match answer {
        Answer::Event { body, headers } => stream.write_all(&whole("200 OK", &event_headers(&headers), &body)).ok(),
        Answer::Accepted => stream.write_all(&whole("202 Accepted", "", br#"{"status":"OK"}"#)).ok(),
        Answer::Status(status) => {
            let body = br#"{"errorMessage":"as the test wants it","errorType":"Refused"}"#;
            stream.write_all(&whole(&format!("{status} Refused"), "Content-Type: application/json\r\n", body)).ok()
        }
        Answer::Garbage => over(stream, b"\x00\xff\xfe no protocol at all\r\n\r\n"),
        Answer::HalfAHead => over(stream, b"HTTP/1.1 200 OK\r\nContent-Le"),
        Answer::HalfABody => {
            let head = format!("HTTP/1.1 200 OK\r\n{}Content-Length: 100\r\n\r\n{{\"na", event_headers(&[]));
            over(stream, head.as_bytes())
        }
        Answer::Close => over(stream, b""),
        Answer::Late(after, answer) => {
            thread::sleep(after);
            give(stream, *answer)
        }
        Answer::Never => {
            let mut ignored = [0; 64];
            while matches!(stream.read(&mut ignored), Ok(1..)) {}
            None
        }
    }
}

fn event_headers(others: &[(&'static str, String)]) -> String {
    let lambdas = [
        ("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd"),
        ("Lambda-Runtime-Deadline-Ms", "4102444800000"),
        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:tested"),
        ("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1"),
    ];
    let own = |name: &str| others.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
    let lambdas = lambdas.iter().filter(|(name, _)| !own(name)).map(|(name, value)| format!("{name}: {value}\r\n"));
    let others = others.iter().filter(|(_, value)| !value.is_empty());
    lambdas.chain(others.map(|(name, value)| format!("{name}: {value}\r\n"))).collect()
}
