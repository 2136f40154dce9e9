//! The sockets: loopback only, one task a connection.

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use super::http::HttpResponse;
use super::{log, origin};
use crate::exit::Exit;

const PORT: &str = "LAMBDA_FN_PORT";
const DEFAULT_PORT: u16 = 9000;
/// How long a client may take for the head of a request.
const HEAD_LIMIT: Duration = Duration::from_secs(30);
/// How many free ports are tried for one that is free under both addresses.
const FREE_PORTS_TRIED: u8 = 16;
/// How long to wait where no connection can be taken.
const PAUSE: Duration = Duration::from_millis(100);

/// One port under both addresses of loopback: for many clients `localhost` is `[::1]`.
pub(crate) struct Loopback {
    v4: TcpListener,
    /// `None` on a machine without IPv6.
    v6: Option<TcpListener>,
}

impl Loopback {
    /// Port 0 is any that is free. One that is taken under either address is taken: what asks for `localhost` must not
    /// reach another program.
    pub(crate) fn on(port: u16) -> io::Result<Self> {
        // a free port of the one address may be taken under the other
        for _ in 1..FREE_PORTS_TRIED {
            match Self::on_both(port) {
                Err(error) if port == 0 && error.kind() == ErrorKind::AddrInUse => {}
                bound => return bound,
            }
        }
        Self::on_both(port)
    }

    fn on_both(port: u16) -> io::Result<Self> {
        let v4 = listen_on(port)?;
        let v6 = SocketAddr::from((Ipv6Addr::LOCALHOST, v4.local_addr()?.port()));
        let v6 = match bind_to(v6) {
            Ok(v6) => Some(TcpListener::from_std(v6)?),
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
            Err(_) => None,
        };
        Ok(Self { v4, v6 })
    }

    /// The one of IPv4.
    pub(crate) fn address(&self) -> Result<SocketAddr, Exit> {
        address(&self.v4)
    }

    /// As [`serve`], under both addresses.
    pub(crate) async fn serve<F, Fut>(self, answer: F) -> Infallible
    where
        F: Fn(Request<Incoming>) -> Fut + Clone + 'static,
        Fut: Future<Output = Option<HttpResponse>>,
    {
        match self.v6 {
            Some(v6) => tokio::join!(serve(self.v4, answer.clone()), serve(v6, answer)).0,
            None => serve(self.v4, answer).await,
        }
    }
}

/// The port that people ask for; where it is taken, the next free one.
pub(crate) fn listen_for_people(port: Option<u16>) -> Result<Loopback, Exit> {
    let wanted = match (port, std::env::var(PORT)) {
        (Some(port), _) => port,
        (None, Ok(port)) => port.parse().map_err(|_| Exit::new(format!("`{PORT}` is not a port; it is 0 to 65535")))?,
        (None, Err(_)) => DEFAULT_PORT,
    };
    for port in wanted..=u16::MAX {
        match Loopback::on(port) {
            Ok(loopback) => return Ok(loopback),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                log::tell(format_args!("port {port} is taken; the next one is tried"));
            }
            Err(error) => return Err(Exit::new(format!("port {port} cannot be served: {error}"))),
        }
    }
    Err(Exit::new(format!("no port from {wanted} on is free; choose another with `{PORT}`")))
}

pub(crate) fn listen_on(port: u16) -> io::Result<TcpListener> {
    bind(port).and_then(TcpListener::from_std)
}

pub(crate) fn bind(port: u16) -> io::Result<std::net::TcpListener> {
    bind_to(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
}

fn bind_to(address: SocketAddr) -> io::Result<std::net::TcpListener> {
    let listener = std::net::TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

pub(crate) fn address(listener: &TcpListener) -> Result<SocketAddr, Exit> {
    listener.local_addr().map_err(|error| Exit::new(format!("the socket has no address: {error}")))
}

/// Serves every connection, and never ends. Requests hold their sender's address as an extension. No answer
/// closes the connection.
pub(crate) async fn serve<F, Fut>(listener: TcpListener, answer: F) -> Infallible
where
    F: Fn(Request<Incoming>) -> Fut + Clone + 'static,
    Fut: Future<Output = Option<HttpResponse>>,
{
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            // as where too many files are open: it passes
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let answer = answer.clone();
        tokio::task::spawn_local(async move {
            let service = service_fn(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(peer);
                let refused = origin::refused_host(&request);
                let answered = refused.is_none().then(|| answer(request));
                async move {
                    let answer = match answered {
                        Some(answered) => answered.await,
                        None => refused,
                    };
                    answer.ok_or_else(|| io::Error::from(ErrorKind::ConnectionAborted))
                }
            });
            let mut connection = http1::Builder::new();
            let connection = connection.timer(TokioTimer::new()).header_read_timeout(HEAD_LIMIT);
            // a connection that breaks off concerns nobody but its other end
            let _ = connection.serve_connection(TokioIo::new(stream), service).with_upgrades().await;
        });
    }
}
