//! The sockets: loopback only, one task a connection.

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr};
use std::rc::Rc;

use http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::emulator::Emulator;
use super::http::{HttpResponse, error_response};
use super::{invoke_api, runtime_api};
use crate::exit::Exit;

const PORT: &str = "LAMBDA_FN_PORT";
const DEFAULT_PORT: u16 = 9000;

/// The port that people ask for; where it is taken, the next free one.
pub(super) async fn listen_for_people() -> Result<TcpListener, Exit> {
    let wanted = match std::env::var(PORT) {
        Ok(port) => port.parse().map_err(|_| Exit::new(format!("`{PORT}` is not a port; it is 0 to 65535")))?,
        Err(_) => DEFAULT_PORT,
    };
    for port in wanted..=u16::MAX {
        match listen_on(port).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                eprintln!("port {port} is taken; the next one is tried");
            }
            Err(error) => return Err(Exit::new(format!("port {port} cannot be served: {error}"))),
        }
    }
    Err(Exit::new(format!("no port from {wanted} on is free; choose another with `{PORT}`")))
}

pub(super) async fn listen_on(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await
}

pub(super) fn address(listener: &TcpListener) -> Result<SocketAddr, Exit> {
    listener.local_addr().map_err(|error| Exit::new(format!("the socket has no address: {error}")))
}

/// Serves both APIs; ends only with an error.
pub(super) async fn serve(listener: TcpListener, emulator: Rc<Emulator>) -> Result<(), Exit> {
    loop {
        let accepted = listener.accept().await;
        let (stream, _) = accepted.map_err(|error| Exit::new(format!("the socket is lost: {error}")))?;
        let emulator = emulator.clone();
        tokio::task::spawn_local(async move {
            let service = service_fn(|request| {
                let emulator = emulator.clone();
                async move { Ok::<_, Infallible>(answer(&emulator, request).await) }
            });
            // a connection that breaks off concerns nobody but its other end
            let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(emulator: &Emulator, request: Request<Incoming>) -> HttpResponse {
    let path = request.uri().path();
    if runtime_api::route(path).is_some() {
        runtime_api::answer(emulator, request).await
    } else if invoke_api::is_invoke(path) && request.method() == Method::POST {
        invoke_api::invoke(emulator, request).await
    } else {
        let path = invoke_api::path(emulator.function.name);
        error_response(StatusCode::NOT_FOUND, "NotFound", &format!("there is no such path here; `POST {path}`"))
    }
}
