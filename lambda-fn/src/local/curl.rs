//! The command line that `serve` offers.

use std::net::SocketAddr;

use super::config::Config;
use super::invoke_api;

/// Calls the function: with the project's own `event.json` where there is one, else with a request where it answers HTTP.
/// `None` for a WebSocket API, over whose connections `curl` sends nothing.
pub(crate) fn line(config: &Config, address: SocketAddr) -> Option<String> {
    let invoke = |event: &str| format!("curl -d {} http://{address}{}", quoted(event), invoke_api::path(&config.name));
    match (event_file(), &config.http) {
        (Some(file), _) => Some(invoke(&format!("@{file}"))),
        (None, Some(gateway)) => gateway.example().map(|(method, path)| request(&method, &path, address)),
        (None, None) => Some(invoke("{}")),
    }
}

/// The project's own event.
fn event_file() -> Option<String> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(std::path::PathBuf::from).unwrap_or_default();
    let file = manifest.join("event.json");
    let here = std::env::current_dir().unwrap_or_default();
    let file = file.strip_prefix(&here).unwrap_or(&file);
    file.is_file().then(|| file.display().to_string())
}

fn request(method: &str, path: &str, address: SocketAddr) -> String {
    let options = match method {
        "GET" => String::new(),
        // with `-X` it waits for a body
        "HEAD" => "-I ".to_owned(),
        method => format!("-X {method} "),
    };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.' | '_' | '~' | '%');
    let url = format!("http://{address}{path}");
    match path.chars().all(is_plain) {
        true => format!("curl {options}{url}"),
        // brackets and braces are ranges and sets for `curl`, whatever the shell makes of them
        false => format!("curl -g {options}{}", quoted(&url)),
    }
}

/// As a shell takes it for one word.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_what_curl_and_a_shell_take() {
        let address = SocketAddr::from(([127, 0, 0, 1], 9000));
        let cases = [
            ("GET", "/users/1", "curl http://127.0.0.1:9000/users/1"),
            ("POST", "/", "curl -X POST http://127.0.0.1:9000/"),
            ("HEAD", "/a%20b", "curl -I http://127.0.0.1:9000/a%20b"),
            ("PUT", "/a&b/it's[1]", r"curl -g -X PUT 'http://127.0.0.1:9000/a&b/it'\''s[1]'"),
        ];
        for (method, path, line) in cases {
            assert_eq!(request(method, path, address), line);
        }
    }
}
