//! The local Lambda as a process of its own, and who invokes it over HTTP.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Result;
use crate::support::http::read_message;
use crate::support::memory;

/// `serve`; it ends when this is dropped.
pub(crate) struct Server {
    emulator: Child,
    address: SocketAddr,
}

impl Server {
    pub(crate) fn start(hello: &Path, arguments: &[&str]) -> Result<Self> {
        let mut command = Command::new(hello);
        command.args(["serve", "--port", "0"]).args(arguments);
        let mut emulator = command.env_clear().stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let mut log = BufReader::new(emulator.stderr.take().ok_or("the emulator has no stderr")?);
        let mut first = String::new();
        log.read_line(&mut first)?;
        // a terminal reads on too
        std::thread::spawn(move || io::copy(&mut log, &mut io::sink()));
        let address = first.split_once("http://").and_then(|(_, rest)| rest.split(';').next());
        let address = address.ok_or_else(|| format!("the emulator says no address: {first}"))?.parse()?;
        Ok(Self { emulator, address })
    }

    pub(crate) fn caller(&self) -> Result<Caller> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        Ok(Caller { reader: BufReader::new(stream.try_clone()?), stream })
    }

    /// What is resident of the emulator and of its one process of the function, in MB.
    pub(crate) fn memory(&self) -> Result<(f64, f64)> {
        let emulator = self.emulator.id();
        let children = fs::read_to_string(format!("/proc/{emulator}/task/{emulator}/children"))?;
        let function = children.split_whitespace().next().ok_or("the function has no process")?.parse()?;
        Ok((memory(emulator, "VmRSS")?, memory(function, "VmRSS")?))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.emulator.kill();
        let _ = self.emulator.wait();
    }
}

/// A connection that is kept.
pub(crate) struct Caller {
    reader: BufReader<TcpStream>,
    stream: TcpStream,
}

impl Caller {
    /// Fails where the answer is not the response.
    pub(crate) fn invoke(&mut self, event: &str, response: &str) -> Result<()> {
        let head = format!(
            "POST /2015-03-31/functions/hello/invocations HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n",
            event.len()
        );
        self.stream.write_all(&[head.as_bytes(), event.as_bytes()].concat())?;
        let (status, body) = read_message(&mut self.reader).ok_or("the emulator closes the connection")?;
        match body == response.as_bytes() {
            true => Ok(()),
            false => {
                let body = String::from_utf8_lossy(&body);
                Err(format!("the answer is another: {status}{}", body.chars().take(200).collect::<String>()).into())
            }
        }
    }
}
