//! The words of the command line: which commands and options there are, how they are read, and their help.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fmt::Write;

use lexopt::{Arg, Parser};

/// A word that comes first.
pub(super) struct Command {
    pub(super) word: &'static str,
    pub(super) about: &'static str,
    pub(super) argument: Option<Argument>,
    pub(super) options: &'static [&'static [Opt]],
    /// What may stand behind `--`, for another program.
    pub(super) rest: Option<Argument>,
}

/// What stands without a name.
pub(super) struct Argument {
    pub(super) name: &'static str,
    pub(super) help: &'static str,
}

pub(super) struct Opt {
    pub(super) name: &'static str,
    /// What its value is called; `None` where it takes none.
    pub(super) value: Option<&'static str>,
    pub(super) help: &'static str,
}

/// The commands of a program; the first is the one that is meant where none is named.
pub(super) struct Syntax {
    pub(super) program: &'static str,
    pub(super) about: String,
    pub(super) commands: &'static [Command],
}

pub(super) enum Read {
    Help(String),
    Given(Given),
}

/// What is said on a command line.
pub(super) struct Given {
    pub(super) command: &'static Command,
    argument: Option<OsString>,
    options: HashMap<&'static str, OsString>,
    rest: Vec<OsString>,
}

/// What is wrong with a command line, and how it should read.
pub(super) struct Mistake {
    pub(super) message: String,
    pub(super) usage: String,
}

impl Syntax {
    pub(super) fn read(&self, words: impl Iterator<Item = OsString>) -> Result<Read, Mistake> {
        let mut words = words.peekable();
        let first = words.next_if(|word| !word.as_encoded_bytes().starts_with(b"-"));
        let command = match &first {
            None => &self.commands[0],
            Some(word) if word == "help" => {
                let about = words.next().map(|word| self.command(&word)).transpose()?;
                return Ok(Read::Help(self.help(about)));
            }
            Some(word) => self.command(word)?,
        };
        let mut words: Vec<_> = words.collect();
        let end = words.iter().position(|word| command.rest.is_some() && word == "--").unwrap_or(words.len());
        let rest = words.split_off(end).into_iter().skip(1).collect();
        match read_arguments(command, &mut Parser::from_args(words)) {
            Ok(Some(given)) => Ok(Read::Given(Given { rest, ..given })),
            Ok(None) => Ok(Read::Help(self.help(first.map(|_| command)))),
            Err(message) => Err(self.mistake(command, message)),
        }
    }

    pub(super) fn mistake(&self, command: &Command, message: impl Into<String>) -> Mistake {
        Mistake { message: message.into(), usage: self.usage(command) }
    }

    fn command(&self, word: &OsStr) -> Result<&'static Command, Mistake> {
        self.commands.iter().find(|command| word == command.word).ok_or_else(|| {
            let words: Vec<_> = self.commands.iter().map(|command| format!("`{}`", command.word)).collect();
            let shown = word.display();
            Mistake {
                message: format!("there is no command `{shown}`; the commands are {}", words.join(", ")),
                usage: format!("Usage: {} <COMMAND>", self.program),
            }
        })
    }

    fn usage(&self, command: &Command) -> String {
        let argument = command.argument.as_ref().map(|argument| format!(" [{}]", argument.name));
        let rest = command.rest.as_ref().map(|rest| format!(" [-- {}]", rest.name));
        let (argument, rest) = (argument.unwrap_or_default(), rest.unwrap_or_default());
        format!("Usage: {} {} [OPTIONS]{argument}{rest}", self.program, command.word)
    }

    fn help(&self, command: Option<&'static Command>) -> String {
        let (about, usage) = match command {
            Some(command) => (command.about, self.usage(command)),
            None => {
                let program = self.program;
                (self.about.as_str(), format!("Usage: {program} [OPTIONS]\n       {program} <COMMAND>"))
            }
        };
        let mut help = format!("{about}\n\n{usage}\n");
        if command.is_none() {
            let words = self.commands.iter().map(|command| (command.word.to_owned(), command.about));
            let last = ("help".to_owned(), "Prints this, or what there is to say of a command");
            section(&mut help, "Commands", words.chain([last]));
        }
        let command = command.unwrap_or(&self.commands[0]);
        let arguments = [&command.argument, &command.rest].into_iter().flatten();
        let arguments = arguments.map(|argument| (format!("[{}]", argument.name), argument.help));
        section(&mut help, "Arguments", arguments);
        let options = command.options.iter().copied().flatten();
        let options = options.map(|option| (option.shown(), option.help));
        section(&mut help, "Options", options.chain([("--help".to_owned(), "Prints this")]));
        help
    }
}

impl Given {
    pub(super) fn argument(&self) -> Option<&OsStr> {
        self.argument.as_deref()
    }

    /// What stands behind `--`.
    pub(super) fn rest(&self) -> &[OsString] {
        &self.rest
    }

    pub(super) fn has(&self, option: &str) -> bool {
        self.options.contains_key(option)
    }

    pub(super) fn option(&self, option: &str) -> Option<&OsStr> {
        self.options.get(option).map(OsString::as_os_str)
    }

    /// The value of an option, as `read` understands it; the error of `read` is what it should be.
    pub(super) fn parsed<T>(
        &self,
        option: &str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, String> {
        let Some(value) = self.option(option) else { return Ok(None) };
        let read = read(value.to_str().unwrap_or_default());
        read.map(Some).map_err(|remedy| format!("`--{option}` cannot be `{}`; {remedy}", value.display()))
    }
}

impl Opt {
    fn shown(&self) -> String {
        match self.value {
            Some(value) => format!("--{} <{value}>", self.name),
            None => format!("--{}", self.name),
        }
    }
}

/// `None` where help is asked for.
fn read_arguments(command: &'static Command, parser: &mut Parser) -> Result<Option<Given>, String> {
    let mut given = Given { command, argument: None, options: HashMap::new(), rest: Vec::new() };
    while let Some(word) = parser.next().map_err(takes_no_value)? {
        match word {
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Value(value) if command.argument.is_some() && given.argument.is_none() => {
                given.argument = Some(value);
            }
            Arg::Value(value) => {
                return Err(format!("`{}` is one argument too many; remove it", value.display()));
            }
            Arg::Short(letter) => {
                return Err(format!("there is no option `-{letter}`; `--help` names those there are"));
            }
            Arg::Long(name) => {
                let option = command.options.iter().copied().flatten().find(|option| option.name == name);
                let Some(option) = option else {
                    return Err(format!("there is no option `--{name}`; `--help` names those there are"));
                };
                let value = match option.value {
                    Some(value) => parser.value().map_err(|_| format!("`--{}` needs its <{value}>", option.name))?,
                    None => OsString::new(),
                };
                if given.options.insert(option.name, value).is_some() {
                    return Err(format!("`--{}` is given twice; write it once", option.name));
                }
            }
        }
    }
    Ok(Some(given))
}

/// The one mistake that is found before an option is looked up.
fn takes_no_value(error: lexopt::Error) -> String {
    match error {
        lexopt::Error::UnexpectedValue { option, .. } => format!("`{option}` takes no value; write it alone"),
        error => error.to_string(),
    }
}

fn section<'a>(help: &mut String, title: &str, rows: impl Iterator<Item = (String, &'a str)>) {
    let rows: Vec<_> = rows.collect();
    let width = rows.iter().map(|(name, _)| name.len()).max();
    if let Some(width) = width {
        let _ = write!(help, "\n{title}:\n");
        for (name, text) in rows {
            let _ = writeln!(help, "  {name:width$}  {text}");
        }
    }
}
