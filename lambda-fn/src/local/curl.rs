//! The command line that `serve` offers.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::config::Config;
use super::{invoke_api, records, sample};
use crate::function::Function;
use crate::text_file;

/// Calls the function: with the binary's own event file if there is one, with a request if it answers HTTP, else with an
/// event as its source sends it. `None` for a WebSocket API, over whose connections `curl` sends nothing.
pub(crate) fn line(function: &Function, config: &Config, address: SocketAddr) -> Option<String> {
    let invoke = |event: &str| format!("curl -d {} http://{address}{}", quoted(event), invoke_api::path(&config.name));
    match (event_file(), &config.http) {
        (Some(file), _) => Some(invoke(&of_file(function, &file))),
        (None, Some(gateway)) => gateway.example().map(|(method, path)| request(&method, &path, address)),
        (None, None) => Some(invoke(&sample::event(function))),
    }
}

/// `events/BINARY.json`, for a package with several binaries, else `event.json`, beside the package's manifest.
fn event_file() -> Option<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let program = std::env::current_exe().unwrap_or_default();
    let file = of_binary(&manifest, &program)?;
    let here = std::env::current_dir().unwrap_or_default();
    Some(file.strip_prefix(&here).map_or(file.clone(), Path::to_owned))
}

/// The file; where it holds the payload of one record, as `invoke` takes it too, the event of that record.
fn of_file(function: &Function, file: &Path) -> String {
    let read = text_file::read(file).unwrap_or_default();
    match records::event(function, read.clone()).map(String::from_utf8) {
        Ok(Ok(event)) if event.as_bytes() != read => event,
        _ => format!("@{}", file.display()),
    }
}

fn of_binary(manifest: &Path, program: &Path) -> Option<PathBuf> {
    let name = program.file_name()?.to_str()?;
    let name = name.strip_suffix(std::env::consts::EXE_SUFFIX).unwrap_or(name);
    let own = manifest.join("events").join(format!("{name}.json"));
    [own, manifest.join("event.json")].into_iter().find(|file| file.is_file())
}

fn request(method: &str, path: &str, address: SocketAddr) -> String {
    let options = match method {
        "GET" => String::new(),
        // with `-X` it waits for a body
        "HEAD" => "-I ".to_owned(),
        "POST" | "PUT" | "PATCH" => format!("-X {method} -H 'content-type: application/json' -d '{{}}' "),
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
    use std::fs;

    use super::*;

    #[test]
    fn a_request_is_what_curl_and_a_shell_take() {
        let address = SocketAddr::from(([127, 0, 0, 1], 9000));
        let json = "-H 'content-type: application/json' -d '{}'";
        let cases = [
            ("GET", "/users/1", "curl http://127.0.0.1:9000/users/1".to_owned()),
            ("POST", "/", format!("curl -X POST {json} http://127.0.0.1:9000/")),
            ("DELETE", "/", "curl -X DELETE http://127.0.0.1:9000/".to_owned()),
            ("HEAD", "/a%20b", "curl -I http://127.0.0.1:9000/a%20b".to_owned()),
            ("PUT", "/a&b/it's[1]", format!(r"curl -g -X PUT {json} 'http://127.0.0.1:9000/a&b/it'\''s[1]'")),
        ];
        for (method, path, line) in cases {
            assert_eq!(request(method, path, address), line);
        }
    }

    #[test]
    fn a_file_with_the_payload_of_a_record_is_sent_as_its_event() {
        use crate::trigger::{Sqs, Trigger};

        const QUEUE: Function =
            Function { triggers: &[Trigger::Sqs(Sqs::queue("orders"))], ..Function::named("orders") };
        let file = std::env::temp_dir().join(format!("lambda-fn-payload-{}.json", std::process::id()));
        let by_name = format!("@{}", file.display());
        fs::write(&file, "\u{feff}{\"id\":7}").unwrap();
        assert_eq!(of_file(&QUEUE, &file), records::sample(&QUEUE.triggers[0], "{\"id\":7}"));
        assert_eq!(of_file(&Function::named("orders"), &file), by_name);
        fs::write(&file, sample::event(&QUEUE)).unwrap();
        assert_eq!(of_file(&QUEUE, &file), by_name, "a whole event");
        fs::remove_file(&file).unwrap();
        assert_eq!(of_file(&QUEUE, &file), by_name, "what is wrong with it `curl` says");
    }

    #[test]
    fn a_binary_has_an_event_of_its_own_or_that_of_the_package() {
        let folder = std::env::temp_dir().join(format!("lambda-fn-events-{}", std::process::id()));
        let found = |program: &str| of_binary(&folder, Path::new(program));
        let (shared, own) = (folder.join("event.json"), folder.join("events/orders.v2.json"));
        fs::create_dir_all(folder.join("events")).unwrap();
        assert_eq!(found("target/debug/orders.v2"), None);
        fs::write(&own, "{}").unwrap();
        assert_eq!(found("target/debug/orders.v2"), Some(own.clone()));
        assert_eq!(found("target/debug/reports"), None, "that of another binary");
        fs::write(&shared, "{}").unwrap();
        assert_eq!(found("target/debug/orders.v2"), Some(own));
        assert_eq!(found("target/debug/reports"), Some(shared));
        fs::remove_dir_all(&folder).unwrap();
    }
}
