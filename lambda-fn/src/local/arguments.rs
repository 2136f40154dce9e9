//! The command line.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::command_line::{self, Argument, Given, Mistake, Opt, Read, Syntax};
use super::config::Config;
use super::gateway::Gateway;
use super::gateway::kind::GatewayKind;
use super::{MARKER, records};
use crate::deploy::Deployment;
use crate::environment::LOG_FORMAT;
use crate::exit::Exit;
use crate::function::Function;
use crate::text_file;

pub(crate) struct Arguments {
    pub(crate) command: Command,
    pub(crate) settings: Settings,
}

pub(crate) enum Command {
    Serve {
        port: Option<u16>,
    },
    Invoke {
        event: Vec<u8>,
        /// Whether the event is a batch, of which records may come back.
        has_records: bool,
    },
    Describe,
    Deployment(Deployment),
}

/// What the command line says of how the function runs.
#[derive(Default)]
pub(crate) struct Settings {
    timeout: Option<Duration>,
    no_timeout: bool,
    concurrency: Option<usize>,
    http: Option<GatewayKind>,
    multi_value_headers: bool,
    no_retry: bool,
    variables: Vec<(String, String)>,
}

/// Of every command that runs the function.
const RUN: &[Opt] = &[
    Opt {
        name: "timeout",
        value: Some("TIME"),
        help: "How long an invocation may take: 30, 30s or 15m [default: the attribute's, else 3s]",
    },
    Opt { name: "no-timeout", value: None, help: "Lets an invocation take for ever, for a debugger" },
    Opt { name: "env-file", value: Some("FILE"), help: "Sets the function's variables from lines of NAME=value" },
    Opt {
        name: "log-format",
        value: Some("FORMAT"),
        help: "How the function logs: json or text [default: AWS_LAMBDA_LOG_FORMAT, else text]",
    },
];

const SERVE: &[Opt] = &[
    Opt {
        name: "port",
        value: Some("PORT"),
        help: "The port; a taken one gives way to the next [default: LAMBDA_FN_PORT, else 9000]",
    },
    Opt {
        name: "as",
        value: Some("KIND"),
        help: "Serves every other path as HTTP, as KIND brings it to a function on AWS: http-api, function-url, rest-api, alb, websocket, vpc-lattice",
    },
    Opt {
        name: "multi-value-headers",
        value: None,
        help: "Of a load balancer: sends every value of a header and of a parameter, and takes multiValueHeaders",
    },
    Opt { name: "concurrency", value: Some("N"), help: "How many execution environments there may be [default: 10]" },
    Opt { name: "no-retry", value: None, help: "Tries a failed asynchronous event only once" },
];

const RECORDS: &[Opt] = &[Opt {
    name: "records",
    value: Some("FILE"),
    help: "Runs a batch: the payload of one record a line, as JSON; `-` for stdin",
}];

const DESCRIBE: &[Opt] = &[Opt {
    name: "format",
    value: Some("FORMAT"),
    help: "json or terraform: a module with the function [default: json]",
}];

const TEMPLATE: &[Opt] = &[
    Opt { name: "write", value: Some("FILE"), help: "Makes the file, or brings up to date what of it is the code's" },
    Opt { name: "check", value: Some("FILE"), help: "Says how the file and the code differ; status 1 where they do" },
    Opt { name: "prune", value: None, help: "With --write: removes what is left over from code that is gone" },
];

const DEPLOY: &[Opt] = &[Opt { name: "dry-run", value: None, help: "Only prints what would run" }];

const COMMANDS: &[command_line::Command] = &[
    command_line::Command {
        word: "serve",
        about: "Serves Lambda's invoke API on this machine (the default)",
        argument: None,
        options: &[SERVE, RUN],
        rest: None,
    },
    command_line::Command {
        word: "invoke",
        about: "Runs one event and prints the response",
        argument: Some(Argument {
            name: "EVENT",
            help: "JSON, a file, or `-` for stdin; the payload of a record alone is wrapped as its source does",
        }),
        options: &[RECORDS, RUN],
        rest: None,
    },
    command_line::Command {
        word: "describe",
        about: "Prints the function's description as JSON",
        argument: None,
        options: &[DESCRIBE],
        rest: None,
    },
    command_line::Command {
        word: "template",
        about: "Prints an AWS SAM template of the function",
        argument: None,
        options: &[TEMPLATE],
        rest: None,
    },
    command_line::Command {
        word: "deploy",
        about: "Builds the function and deploys it, both with cargo-lambda",
        argument: None,
        options: &[DEPLOY],
        rest: Some(Argument {
            name: "ARGUMENTS", help: "For `cargo lambda deploy`, behind `--`: --region, --role, …"
        }),
    },
];

pub(crate) fn parse(function: &Function) -> Result<Arguments, Exit> {
    let about = function.description.unwrap_or("A Lambda function");
    let syntax = Syntax { program: function.name, about: format!("{about}: {MARKER}"), commands: COMMANDS };
    let given = match syntax.read(std::env::args_os().skip(1)) {
        Ok(Read::Given(given)) => given,
        Ok(Read::Help(help)) => {
            super::print(help.trim_end().as_bytes())?;
            std::process::exit(0);
        }
        Err(mistake) => return Err(say(&mistake)),
    };
    let settings = Settings::of(&given).map_err(|refused| refused.exit(&syntax, &given))?;
    let command = command(function, &given).map_err(|refused| refused.exit(&syntax, &given))?;
    Ok(Arguments { command, settings })
}

/// What is wrong with what is given: how it is written, or what it leads to.
enum Wrong {
    Written(String),
    Leads(Exit),
}

impl Wrong {
    fn exit(self, syntax: &Syntax, given: &Given) -> Exit {
        match self {
            Self::Written(message) => say(&syntax.mistake(given.command, message)),
            Self::Leads(exit) => exit,
        }
    }
}

impl From<String> for Wrong {
    fn from(message: String) -> Self {
        Self::Written(message)
    }
}

impl From<Exit> for Wrong {
    fn from(exit: Exit) -> Self {
        Self::Leads(exit)
    }
}

fn say(mistake: &Mistake) -> Exit {
    eprintln!("error: {}\n\n{}", mistake.message, mistake.usage);
    Exit::silent()
}

fn command(function: &Function, given: &Given) -> Result<Command, Wrong> {
    Ok(match given.command.word {
        "describe" => match given.parsed("format", description_format)? {
            Some(Format::Terraform) => Command::Deployment(Deployment::Terraform),
            Some(Format::Json) | None => Command::Describe,
        },
        "deploy" => {
            // ours behind `--` too: nobody who writes it wants a deployment
            let (ours, arguments): (Vec<_>, Vec<_>) =
                given.rest().iter().cloned().partition(|argument| argument == "--dry-run");
            let dry_run = given.has("dry-run") || !ours.is_empty();
            Command::Deployment(Deployment::Deploy { arguments, dry_run })
        }
        "template" => Command::Deployment(template(given)?),
        "invoke" => {
            let event = match (given.argument(), given.option("records")) {
                (Some(event), None) => records::event(function, event_of(function, event)?)?,
                (None, Some(file)) => records::of_lines(function, &lines_of(Path::new(file))?)?,
                (None, None) => {
                    return Err("there is no event; write JSON, a file, or `-` for stdin".to_owned().into());
                }
                (Some(_), Some(_)) => {
                    return Err("`--records` brings the event; remove the other one".to_owned().into());
                }
            };
            Command::Invoke { event, has_records: records::source(function).is_some() }
        }
        _ => Command::Serve { port: given.parsed("port", |port| number(port, 0..=u16::MAX))? },
    })
}

enum Format {
    Json,
    Terraform,
}

fn description_format(text: &str) -> Result<Format, String> {
    match text {
        "json" => Ok(Format::Json),
        "terraform" => Ok(Format::Terraform),
        _ => Err("write `json` or `terraform`".to_owned()),
    }
}

fn template(given: &Given) -> Result<Deployment, String> {
    let file = |option| given.option(option).map(PathBuf::from);
    let prune = given.has("prune");
    match (file("write"), file("check")) {
        (Some(_), Some(_)) => Err("`--write` and `--check` exclude each other; remove one".to_owned()),
        (None, _) if prune => Err("`--prune` needs a file; add `--write <FILE>`".to_owned()),
        (Some(file), None) => Ok(Deployment::Write { file, prune }),
        (None, Some(file)) => Ok(Deployment::Check { file }),
        (None, None) => Ok(Deployment::Print),
    }
}

impl Settings {
    fn of(given: &Given) -> Result<Self, Wrong> {
        let mut variables = match given.option("env-file") {
            Some(file) => env_file(Path::new(file))?,
            None => Vec::new(),
        };
        let format = given.parsed("log-format", |format| match format {
            "json" | "text" => Ok(format.to_owned()),
            _ => Err("write `json` or `text`".to_owned()),
        })?;
        variables.extend(format.map(|format| (LOG_FORMAT.to_owned(), format)));
        let timeout = given.parsed("timeout", duration)?;
        if timeout.is_some() && given.has("no-timeout") {
            return Err("`--timeout` and `--no-timeout` exclude each other; remove one".to_owned().into());
        }
        Ok(Self {
            timeout,
            no_timeout: given.has("no-timeout"),
            concurrency: given.parsed("concurrency", |text| number(text, 1..=1000))?.map(usize::from),
            http: given.parsed("as", http_kind)?,
            multi_value_headers: given.has("multi-value-headers"),
            no_retry: given.has("no-retry"),
            variables,
        })
    }

    pub(crate) fn config(self, function: &Function) -> Result<Config, Exit> {
        let program = std::env::current_exe();
        let program = program.map_err(|error| Exit::new(format!("the executable cannot be found: {error}")))?;
        let mut config = Config::new(function, program);
        config.timeout = match self.no_timeout {
            true => None,
            false => self.timeout.or(config.timeout),
        };
        config.concurrency = self.concurrency.unwrap_or(config.concurrency);
        if let Some(kind) = self.http {
            config.http = Some(match config.http.take() {
                Some(described) => described.with_kind(kind),
                None => Gateway::all(kind),
            });
        }
        if self.multi_value_headers {
            let gateway = config.http.and_then(Gateway::with_multi_value_headers);
            let gateway = gateway.ok_or_else(|| {
                Exit::new("`--multi-value-headers` is for a load balancer; add `--as alb`, or remove it".to_owned())
            })?;
            config.http = Some(gateway);
        }
        config.retry = !self.no_retry;
        config.overrides = self.variables;
        Ok(config)
    }
}

fn number(text: &str, range: RangeInclusive<u16>) -> Result<u16, String> {
    let number = text.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| format!("write a number from {} to {}", range.start(), range.end()))
}

fn http_kind(text: &str) -> Result<GatewayKind, String> {
    let names = GatewayKind::names().map(|name| format!("`{name}`")).join(", ");
    GatewayKind::named(text).ok_or_else(|| format!("it is one of {names}"))
}

/// `30`, `30s`, `15m`: as the attribute has it, and without its bounds.
fn duration(text: &str) -> Result<Duration, String> {
    let (digits, factor) = match (text.strip_suffix('m'), text.strip_suffix('s')) {
        (Some(minutes), _) => (minutes, 60),
        (_, Some(seconds)) => (seconds, 1),
        (None, None) => (text, 1),
    };
    match digits.parse::<u32>() {
        Ok(number) if number > 0 => Ok(Duration::from_secs(u64::from(number) * factor)),
        _ => Err("write seconds (`30`), `30s` or `15m`".to_owned()),
    }
}

/// In place of a file.
const STDIN: &str = "-";

/// The event that is meant: JSON as it stands, stdin for `-`, else a file.
fn event_of(function: &Function, argument: &OsStr) -> Result<Vec<u8>, Exit> {
    let text = argument.to_str();
    if text == Some(STDIN) {
        return text_file::read_stdin().map_err(|error| no_stdin(&error));
    }
    let Err(not_json) = serde_json::from_str::<serde::de::IgnoredAny>(text.unwrap_or_default()) else {
        return Ok(argument.as_encoded_bytes().to_owned());
    };
    let named = Path::new(argument);
    let read = text_file::read(named).or_else(|error| match error.kind() {
        ErrorKind::NotFound => text_file::read(&beside_the_manifest(argument)).map_err(|_| error),
        _ => Err(error),
    });
    read.map_err(|error| {
        let shown = named.display();
        let remedy = if records::may_be_text(function) { "; a line of `--records FILE` may be text" } else { "" };
        Exit::new(format!("`{shown}` is neither JSON ({not_json}) nor a file that can be read ({error}){remedy}"))
    })
}

/// The lines of a file, or of stdin.
fn lines_of(file: &Path) -> Result<String, Exit> {
    match file.to_str() {
        Some(STDIN) => text_file::read_stdin_to_string().map_err(|error| no_stdin(&error)),
        _ => read(file, "the records"),
    }
}

fn no_stdin(error: &std::io::Error) -> Exit {
    Exit::new(format!("stdin cannot be read: {error}"))
}

/// Under `cargo run -p NAME` a file of the package's own is named as from its folder, wherever cargo is called.
fn beside_the_manifest(file: &OsStr) -> PathBuf {
    std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default().join(file)
}

/// Lines of `NAME=value`, as Docker's `--env-file` has them: nothing is unquoted or expanded.
fn env_file(file: &Path) -> Result<Vec<(String, String)>, Exit> {
    let shown = file.display();
    let text = read(file, "the variables")?;
    let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim_start()));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| match line.split_once('=') {
            Some((name, value)) if !name.is_empty() && !name.contains(char::is_whitespace) => {
                Ok((name.to_owned(), value.to_owned()))
            }
            _ => Err(Exit::new(format!("line {number} of `{shown}` is not a variable; write `NAME=value`"))),
        })
        .collect()
}

fn read(file: &Path, what: &str) -> Result<String, Exit> {
    let text = text_file::read_to_string(file);
    text.map_err(|error| Exit::new(format!("{what} in `{}` cannot be read: {error}", file.display())))
}
