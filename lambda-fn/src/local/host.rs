//! Only for this machine: a page of the web that has its own name resolved to loopback ("DNS rebinding") gets nothing.

use std::net::IpAddr;

use http::{Request, StatusCode, header};

use super::http::{HttpResponse, json};

/// Whether a request is for a name of this machine alone. One without a name comes from no browser.
pub(super) fn is_this_machine<B>(request: &Request<B>) -> bool {
    let authority = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let hosts = request.headers().get_all(header::HOST).iter().map(http::HeaderValue::as_bytes);
    hosts.chain(authority).all(|host| std::str::from_utf8(host).is_ok_and(is_loopback))
}

/// `localhost` and what is below it, which RFC 6761, 6.3 keeps on this machine, and loopback addresses.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        Some((address, _)) => address,
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name.is_empty()
        || name == "localhost"
        || name.ends_with(".localhost")
        || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

pub(super) fn refusal() -> HttpResponse {
    let message = "the local Lambda serves this machine alone; name it `localhost` or `127.0.0.1`, and let a tunnel rewrite the `Host` header";
    json(StatusCode::FORBIDDEN, serde_json::json!({ "message": message }).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_taken(uri: &str, hosts: &[&[u8]]) -> bool {
        let mut request = Request::builder().uri(uri);
        for host in hosts {
            request = request.header("host", *host);
        }
        is_this_machine(&request.body(()).unwrap())
    }

    #[test]
    fn names_of_this_machine_are_taken() {
        for host in [
            "localhost",
            "LOCALHOST:9000",
            "localhost.",
            "api.localhost:1",
            "127.0.0.1",
            "127.0.0.1:9000",
            "127.8.9.1:1",
            "[::1]",
            "[::1]:9000",
            "",
        ] {
            assert!(is_taken("/", &[host.as_bytes()]), "{host}");
        }
        assert!(is_taken("/", &[]));
        assert!(is_taken("http://localhost:9000/", &[]));
    }

    #[test]
    fn any_other_name_is_refused() {
        for host in [
            "evil.example",
            "evil.example:9000",
            "localhost.evil.example",
            "evillocalhost",
            "10.0.0.1:9000",
            "0.0.0.0",
            "127.0.0.1.evil.example",
            "[fe80::1]:9000",
            "evil.example:127.0.0.1",
            "\u{fc}",
        ] {
            assert!(!is_taken("/", &[host.as_bytes()]), "{host}");
        }
        assert!(!is_taken("/", &[b"localhost", b"evil.example"]), "each of several");
        assert!(!is_taken("http://evil.example/", &[b"localhost"]));
        assert!(!is_taken("/", &[b"\xff"]));
    }
}
