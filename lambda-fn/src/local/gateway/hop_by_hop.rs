use http::{HeaderMap, HeaderName, header};

/// RFC 9110, 7.6.1 "Connection", with those of RFC 2616, 13.5.1: they concern one connection, not the request or
/// response that comes over it.
const NAMES: [&str; 9] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Takes out what no gateway passes on: hop-by-hop headers, and what `Connection` names.
pub(super) fn remove(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .filter_map(|name| HeaderName::from_bytes(name.trim_ascii()).ok())
        .collect();
    for name in named {
        headers.remove(name);
    }
    for name in NAMES {
        headers.remove(name);
    }
}
