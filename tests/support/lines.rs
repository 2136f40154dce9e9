use std::io::{BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};

use crate::DEADLINE;

/// The lines of a stream, read on a thread of its own: so the process never waits for its reader.
pub(crate) struct Lines {
    incoming: Receiver<String>,
    seen: Vec<String>,
}

impl Lines {
    pub(crate) fn of(stream: impl Read + Send + 'static) -> Self {
        let (sender, incoming) = channel();
        std::thread::spawn(move || {
            let mut stream = BufReader::new(stream);
            let mut line = Vec::new();
            while stream.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
                if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    return;
                }
                line.clear();
            }
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

    /// All lines, each with its line feed, once the stream has ended.
    pub(crate) fn all(&mut self) -> &[String] {
        loop {
            match self.incoming.recv_timeout(DEADLINE) {
                Ok(line) => self.seen.push(line),
                Err(RecvTimeoutError::Disconnected) => return &self.seen,
                Err(RecvTimeoutError::Timeout) => panic!("the process goes on: {:#?}", self.seen),
            }
        }
    }
}
