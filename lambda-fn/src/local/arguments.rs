//! The command line.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use super::config::Config;
use super::gateway::kind::HttpKind;
use super::{MARKER, config, records};
use crate::deploy::Deployment;
use crate::environment::LOG_FORMAT;
use crate::exit::Exit;
use crate::function::Function;

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
    http: Option<HttpKind>,
    no_retry: bool,
    variables: Vec<(String, String)>,
}

pub(crate) fn parse(function: &Function) -> Result<Arguments, Exit> {
    let matches = match command_line(function).try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            // help goes to stdout, a mistake to stderr: clap knows which
            let _ = error.print();
            return match error.use_stderr() {
                true => Err(Exit::silent()),
                false => std::process::exit(0),
            };
        }
    };
    let (name, matches) = matches.subcommand().unwrap_or(("serve", &matches));
    let command = match name {
        "template" => Command::Deployment(template(matches)),
        "describe" => Command::Describe,
        "invoke" => {
            let event = matches.get_one::<OsString>("event").cloned().unwrap_or_default();
            let event = match matches.get_one::<PathBuf>("records") {
                Some(file) => records::of_lines(function, &read(file, "the records")?)?,
                None => records::event(function, event_of(&event)?)?,
            };
            Command::Invoke { event, has_records: records::source(function).is_some() }
        }
        _ => Command::Serve { port: matches.get_one("port").copied() },
    };
    let settings = match command {
        Command::Serve { .. } | Command::Invoke { .. } => Settings::of(matches)?,
        Command::Describe | Command::Deployment(_) => Settings::default(),
    };
    Ok(Arguments { command, settings })
}

fn command_line(function: &Function) -> clap::Command {
    let about = function.description.unwrap_or("A Lambda function");
    let serve = serve_arguments(run_arguments(clap::Command::new("serve")))
        .about("Serves Lambda's invoke API on this machine (the default)");
    let invoke = run_arguments(clap::Command::new("invoke")).about("Runs one event and prints the response").args([
        Arg::new("event")
            .value_name("EVENT")
            .required_unless_present("records")
            .value_parser(value_parser!(OsString))
            .help("JSON, a file, or `-` for stdin; the payload of a record alone is wrapped as its source does"),
        Arg::new("records")
            .long("records")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .conflicts_with("event")
            .help("Runs a batch: the payload of one record a line, as JSON"),
    ]);
    let describe = clap::Command::new("describe").about("Prints the function's description as JSON");
    let template = clap::Command::new("template").about("Prints an AWS SAM template of the function").args([
        Arg::new("write")
            .long("write")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Makes the file, or brings up to date what of it is the code's"),
        Arg::new("check")
            .long("check")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .conflicts_with("write")
            .help("Says how the file and the code differ: status 1 where they do"),
        Arg::new("prune")
            .long("prune")
            .action(ArgAction::SetTrue)
            .requires("write")
            .help("Removes what is left over from code that is no longer there"),
    ]);
    serve_arguments(run_arguments(clap::Command::new(function.name)))
        .about(format!("{about}: {MARKER}"))
        .args_conflicts_with_subcommands(true)
        .subcommands([serve, invoke, describe, template])
}

fn template(matches: &ArgMatches) -> Deployment {
    let file = |name| matches.get_one::<PathBuf>(name).cloned();
    match (file("write"), file("check")) {
        (Some(file), _) => Deployment::Write { file, prune: matches.get_flag("prune") },
        (None, Some(file)) => Deployment::Check { file },
        (None, None) => Deployment::Print,
    }
}

fn run_arguments(command: clap::Command) -> clap::Command {
    command.args([
        Arg::new("timeout")
            .long("timeout")
            .value_name("TIME")
            .value_parser(duration)
            .conflicts_with("no-timeout")
            .help("How long an invocation may take: 30, 30s or 15m [default: the attribute's, else 3s]"),
        Arg::new("no-timeout")
            .long("no-timeout")
            .action(ArgAction::SetTrue)
            .help("Lets an invocation take for ever, for a debugger"),
        Arg::new("env-file")
            .long("env-file")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Sets the function's variables from lines of NAME=value"),
        Arg::new("log-format")
            .long("log-format")
            .value_name("FORMAT")
            .value_parser(["json", "text"])
            .help("How the function logs [default: AWS_LAMBDA_LOG_FORMAT, else text]"),
    ])
}

fn serve_arguments(command: clap::Command) -> clap::Command {
    command.args([
        Arg::new("port")
            .long("port")
            .value_name("PORT")
            .value_parser(value_parser!(u16))
            .help("The port; a taken one gives way to the next [default: LAMBDA_FN_PORT, else 9000]"),
        Arg::new("as")
            .long("as")
            .value_name("KIND")
            .value_parser(HttpKind::names())
            .help("Serves every other path as HTTP, as a function gets it through KIND on AWS"),
        Arg::new("concurrency")
            .long("concurrency")
            .value_name("N")
            .value_parser(value_parser!(u16).range(1..=1000))
            .help(format!("How many execution environments there may be [default: {}]", config::DEFAULT_CONCURRENCY)),
        Arg::new("no-retry")
            .long("no-retry")
            .action(ArgAction::SetTrue)
            .help("Tries a failed asynchronous event only once"),
    ])
}

impl Settings {
    fn of(matches: &ArgMatches) -> Result<Self, Exit> {
        let mut variables = match matches.get_one::<PathBuf>("env-file") {
            Some(file) => env_file(file)?,
            None => Vec::new(),
        };
        if let Some(format) = matches.get_one::<String>("log-format") {
            variables.push((LOG_FORMAT.to_owned(), format.clone()));
        }
        let concurrency = matches.try_get_one::<u16>("concurrency").ok().flatten();
        let http = matches.try_get_one::<String>("as").ok().flatten();
        Ok(Self {
            timeout: matches.get_one("timeout").copied(),
            no_timeout: matches.get_flag("no-timeout"),
            concurrency: concurrency.copied().map(usize::from),
            http: http.and_then(|name| HttpKind::named(name)),
            no_retry: matches.try_get_one("no-retry").ok().flatten().copied().unwrap_or(false),
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
        config.http = self.http;
        config.retry = !self.no_retry;
        config.overrides = self.variables;
        Ok(config)
    }
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

/// The event that is meant: JSON as it stands, stdin for `-`, else a file.
fn event_of(argument: &OsString) -> Result<Vec<u8>, Exit> {
    let text = argument.to_str();
    if text == Some("-") {
        let mut event = Vec::new();
        let read = std::io::stdin().read_to_end(&mut event);
        read.map_err(|error| Exit::new(format!("stdin cannot be read: {error}")))?;
        return Ok(event);
    }
    let Err(not_json) = serde_json::from_str::<serde::de::IgnoredAny>(text.unwrap_or_default()) else {
        return Ok(argument.as_encoded_bytes().to_owned());
    };
    std::fs::read(argument).or_else(|error| std::fs::read(beside_the_manifest(argument)).map_err(|_| error)).map_err(
        |error| {
            let shown = Path::new(argument).display();
            Exit::new(format!("`{shown}` is neither JSON ({not_json}) nor a file that can be read ({error})"))
        },
    )
}

/// Under `cargo run -p NAME` a file of the package's own is named as from its folder, wherever cargo is called.
fn beside_the_manifest(file: &OsString) -> PathBuf {
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
    let text = std::fs::read_to_string(file);
    text.map_err(|error| Exit::new(format!("{what} in `{}` cannot be read: {error}", file.display())))
}
