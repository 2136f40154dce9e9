use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use tokio::io::AsyncReadExt;

use crate::DEADLINE;

/// What handlers wait at until their test lets them go on, in place of a time that they take: see [`wait_at`].
///
/// It opens when it is dropped.
pub struct Gate {
    listener: TcpListener,
    waiting: Vec<TcpStream>,
}

impl Gate {
    /// A gate that is closed.
    pub fn closed() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        Self { listener, waiting: Vec::new() }
    }

    /// The event that lets a handler wait here.
    pub fn event(&self) -> u16 {
        self.listener.local_addr().unwrap().port()
    }

    /// Waits until so many handlers are here.
    #[track_caller]
    pub fn wait_for(&mut self, count: usize) {
        let begun = Instant::now();
        while self.waiting.len() < count {
            match self.listener.accept() {
                Ok((stream, _)) => self.waiting.push(stream),
                Err(error) if error.kind() == ErrorKind::WouldBlock => std::thread::sleep(Duration::from_millis(1)),
                Err(error) => panic!("{error}"),
            }
            assert!(begun.elapsed() < DEADLINE, "{} of {count} handlers have come", self.waiting.len());
        }
    }
}

/// Waits at the gate with this event; the events below 1,024 have none, and do not wait.
pub async fn wait_at(gate: u16) {
    if gate >= 1_024
        && let Ok(mut stream) = tokio::net::TcpStream::connect((Ipv4Addr::LOCALHOST, gate)).await
    {
        // nothing comes but its end
        let _ = stream.read_u8().await;
    }
}
