//! What a process prints, line by line.

use std::io::{BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use serde_json::Value;

use super::DEADLINE;

/// The lines of a stream, read on a thread of its own: so the process never waits for its reader.
pub(crate) struct Lines {
    incoming: Receiver<String>,
    seen: Vec<String>,
}

impl Lines {
    pub(crate) fn of(stream: impl Read + Send + 'static) -> Self {
        let (sender, incoming) = channel();
        std::thread::spawn(move || {
            let lines = BufReader::new(stream).split(b'\n').map_while(Result::ok);
            lines.map(|line| String::from_utf8_lossy(&line).into_owned()).try_for_each(|line| sender.send(line))
        });
        Self { incoming, seen: Vec::new() }
    }

    /// Waits for the next line that contains `part`.
    pub(crate) fn until(&mut self, part: &str) -> String {
        loop {
            let line = self.incoming.recv_timeout(DEADLINE);
            let line = line.unwrap_or_else(|_| panic!("no line contains `{part}`: {:#?}", self.seen));
            self.seen.push(line.clone());
            if line.contains(part) {
                return line;
            }
        }
    }

    pub(crate) fn so_far(&self) -> Vec<String> {
        self.seen.iter().cloned().chain(self.incoming.try_iter()).collect()
    }

    /// All lines, once the stream has ended.
    pub(crate) fn all(mut self) -> Vec<String> {
        loop {
            match self.incoming.recv_timeout(DEADLINE) {
                Ok(line) => self.seen.push(line),
                Err(RecvTimeoutError::Disconnected) => return self.seen,
                Err(RecvTimeoutError::Timeout) => panic!("the process goes on: {:#?}", self.seen),
            }
        }
    }
}

/// The lines of a log that is JSON throughout.
#[track_caller]
pub(crate) fn json_lines(lines: &[String]) -> Vec<Value> {
    let parse = |line: &String| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    lines.iter().map(parse).collect()
}

/// The lines that report an error, in JSON.
pub(crate) fn errors_among(log: &[Value]) -> Vec<&Value> {
    log.iter().filter(|line| line["level"] == "ERROR").collect()
}
