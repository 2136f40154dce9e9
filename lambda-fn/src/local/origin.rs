//! Who may ask: this machine's own programs and pages, and not the pages of others that a browser has open.
//!
//! A page of another site reaches loopback in two ways: its name comes to stand for 127.0.0.1 (DNS rebinding), or it
//! sends a request whose answer it cannot read, or a WebSocket upgrade. The first says its name as `Host`, the second as
//! `Origin`; where there is none, as with images, new browsers say `Sec-Fetch-Site`.

use std::net::IpAddr;
use std::sync::LazyLock;

use http::uri::Authority;
use http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header};

use super::event::error_body;
use super::http::{HttpResponse, json};

/// Further names of this machine, separated by commas.
const ALLOWED: &str = "LAMBDA_FN_ALLOWED_HOSTS";

/// Refuses a request for a host that others may have named.
pub(crate) fn refused_host<B>(request: &Request<B>) -> Option<HttpResponse> {
    let authority = request.uri().authority().map(Authority::as_str);
    let host = request.headers().get_all(header::HOST).into_iter().map(|host| host.to_str().unwrap_or_default());
    let foreign = authority.into_iter().chain(host).any(|authority| !is_own(authority, allowed()));
    foreign.then(|| {
        let message = format!(
            "the local Lambda answers for `localhost` alone, against pages that rename themselves to it; set `{ALLOWED}` for another name"
        );
        json(StatusCode::FORBIDDEN, error_body("ForbiddenHost", &message))
    })
}

/// Refuses what the page of another site has sent.
pub(crate) fn refused_page(headers: &HeaderMap) -> Option<HttpResponse> {
    is_foreign_page(headers).then(|| {
        let message = format!(
            "the page of another site may not ask the local Lambda; set `{ALLOWED}` to its name where it is your own"
        );
        json(StatusCode::FORBIDDEN, error_body("ForbiddenOrigin", &message))
    })
}

fn is_foreign_page(headers: &HeaderMap) -> bool {
    let mut origins = headers.get_all(header::ORIGIN).into_iter().peekable();
    match origins.peek() {
        Some(_) => origins.any(|origin| !is_own_page(origin, headers.get(header::HOST))),
        None => headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site"),
    }
}

/// Whether a page is of this machine, or of the very host that it asks.
fn is_own_page(origin: &HeaderValue, host: Option<&HeaderValue>) -> bool {
    let uri: Option<Uri> = origin.to_str().ok().and_then(|origin| origin.parse().ok());
    // `null` is any page in a sandbox
    let Some(authority) = uri.as_ref().filter(|uri| uri.scheme().is_some()).and_then(Uri::authority) else {
        return false;
    };
    let name = name(authority);
    let is_loopback = name.parse().is_ok_and(|address: IpAddr| address.to_canonical().is_loopback());
    is_loopback
        || name == "localhost"
        || name.ends_with(".localhost")
        || is_named(&name, allowed())
        || host.is_some_and(|host| host.as_bytes().eq_ignore_ascii_case(authority.as_str().as_bytes()))
}

fn allowed() -> &'static str {
    static NAMES: LazyLock<String> = LazyLock::new(|| std::env::var(ALLOWED).unwrap_or_default());
    &NAMES
}

/// Whether nobody but this machine's owner can have made the host stand for it: an address, or a name that no public
/// DNS has.
fn is_own(authority: &str, allowed: &str) -> bool {
    let Ok(authority) = authority.parse::<Authority>() else { return false };
    let name = name(&authority);
    let is_private = !name.contains('.') || name.ends_with(".localhost") || name.ends_with(".internal");
    name.parse::<IpAddr>().is_ok() || is_private || is_named(&name, allowed)
}

/// A host's name without its port, or its address without brackets.
pub(crate) fn name(authority: &Authority) -> String {
    let is_address_alone = |(_, rest): (&str, &str)| rest.is_empty() || rest.starts_with(':');
    let host = match authority.as_str().split_once(']').is_none_or(is_address_alone) {
        true => authority.host(),
        // to the parser the host ends at the bracket
        false => authority.as_str(),
    };
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host.trim_start_matches('[').trim_end_matches(']').to_owned()
}

fn is_named(host: &str, allowed: &str) -> bool {
    allowed.split(',').any(|name| name.trim().eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_of_this_machine_is_its_own() {
        for host in [
            "127.0.0.1:9000",
            "localhost",
            "LOCALHOST.:9000",
            "[::1]:9000",
            "orders.localhost:9000",
            "lambda:9000",
            "host.docker.internal:9000",
            "orders.example.org:9000",
        ] {
            assert!(is_own(host, "example.com, Orders.example.org"), "{host}");
        }
    }

    #[test]
    fn a_host_that_others_may_have_named_is_not() {
        for host in [
            "",
            "example.org",
            "127.0.0.1.example.org:9000",
            "localhost.example.org",
            "printer.local",
            "two words",
            "localhost.example.org.",
            "[::1].example.org",
            "[::1].example.org:9000",
            "::1",
        ] {
            assert!(!is_own(host, "orders.example.org"), "{host}");
        }
    }
}
