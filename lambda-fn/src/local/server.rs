//! The sockets: loopback only, one task a connection.

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr};
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
/// How long to wait where no connection can be taken.
const PAUSE: Duration = Duration::from_millis(100);

/// The port that people ask for; where it is taken, the next free one.
pub(crate) fn listen_for_people(port: Option<u16>) -> Result<TcpListener, Exit> {
    let wanted = match (port, std::env::var(PORT)) {
        (Some(port), _) => port,
        (None, Ok(port)) => port.parse().map_err(|_| Exit::new(format!("`{PORT}` is not a port; it is 0 to 65535")))?,
        (None, Err(_)) => DEFAULT_PORT,
    };
    for port in wanted..=u16::MAX {
        match listen_on(port) {
            Ok(listener) => return Ok(listener),
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
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
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
