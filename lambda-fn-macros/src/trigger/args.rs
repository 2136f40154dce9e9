//! What stands in the parentheses of a source: which kind of value each key takes.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitBool, LitInt, LitStr, Token};

use crate::args::{KEYS, Timeout};
use crate::errors::Errors;
use crate::grammar::{Arg, Argument, list, nearest, split};
use crate::trigger::http::HttpArgs;
use crate::trigger::kind::Kind;

/// One source of the attribute. What is not right in it is left out, and reported.
pub(crate) struct TriggerArgs {
    pub(crate) kind: Kind,
    /// `sqs` and so on, where it was written.
    pub(crate) word: Ident,
    /// The keys that were written, those included whose value could not be read.
    given: Vec<&'static str>,
    /// The value without a key, of the sources that take one.
    pub(crate) value: Option<LitStr>,
    /// `queue`, `stream` and so on: the key that names the source.
    pub(crate) name: Option<Arg<LitStr>>,
    pub(crate) batch_size: Option<Arg<LitInt>>,
    pub(crate) batching_window: Option<Arg<Timeout>>,
    pub(crate) maximum_concurrency: Option<Arg<LitInt>>,
    pub(crate) envelope: Option<Arg<LitStr>>,
    pub(crate) starting_position: Option<Arg<LitStr>>,
    pub(crate) bisect_on_error: Option<Arg<LitBool>>,
    pub(crate) parallelization_factor: Option<Arg<LitInt>>,
    pub(crate) maximum_retry_attempts: Option<Arg<LitInt>>,
    pub(crate) maximum_record_age: Option<Arg<Timeout>>,
    pub(crate) cluster: Option<Arg<LitStr>>,
    pub(crate) minimum_pollers: Option<Arg<LitInt>>,
    pub(crate) maximum_pollers: Option<Arg<LitInt>>,
    pub(crate) events: Option<Arg<Events>>,
    pub(crate) prefix: Option<Arg<LitStr>>,
    pub(crate) suffix: Option<Arg<LitStr>>,
    pub(crate) bus: Option<Arg<LitStr>>,
    pub(crate) timezone: Option<Arg<LitStr>>,
    pub(crate) filter: Option<Arg<LitStr>>,
    pub(crate) http: HttpArgs,
}

/// `events = "s3:ObjectCreated:*"`, `events = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]`
pub(crate) struct Events {
    pub(crate) names: Vec<LitStr>,
    tokens: TokenStream,
}

impl TriggerArgs {
    pub(crate) fn parse(kind: Kind, argument: Argument, errors: &Errors) -> Self {
        let mut args = Self::new(kind, argument.key.clone());
        if kind.stands_alone() && argument.stands_alone() {
            return args;
        }
        match argument.parenthesized(kind.example(), errors) {
            Some(tokens) => {
                for argument in split(tokens, errors) {
                    args.read(argument, errors);
                }
            }
            None => args.given.push(kind.name()),
        }
        args
    }

    fn new(kind: Kind, word: Ident) -> Self {
        Self {
            kind,
            word,
            given: Vec::new(),
            value: None,
            name: None,
            batch_size: None,
            batching_window: None,
            maximum_concurrency: None,
            envelope: None,
            starting_position: None,
            bisect_on_error: None,
            parallelization_factor: None,
            maximum_retry_attempts: None,
            maximum_record_age: None,
            cluster: None,
            minimum_pollers: None,
            maximum_pollers: None,
            events: None,
            prefix: None,
            suffix: None,
            bus: None,
            timezone: None,
            filter: None,
            http: HttpArgs::default(),
        }
    }

    /// Whether a key was written, with whatever value: what is missing beside it is another question.
    pub(crate) fn gives(&self, key: &str) -> bool {
        self.given.contains(&key)
    }

    /// What tells this source from others of its kind.
    pub(crate) fn name(&self) -> Option<&LitStr> {
        self.value.as_ref().or_else(|| self.name.as_ref().map(|arg| &arg.value))
    }

    /// What no two sources of one kind have in common: the name, and what it leaves open.
    pub(crate) fn identity(&self) -> [Option<String>; 6] {
        let text = |arg: &Option<Arg<LitStr>>| arg.as_ref().map(|arg| arg.value.value());
        let events = self.events.as_ref().map(|arg| arg.value.sorted());
        let name = self.name().map(LitStr::value);
        [name, text(&self.cluster), text(&self.bus), text(&self.prefix), text(&self.suffix), events]
    }

    fn read(&mut self, tokens: TokenStream, errors: &Errors) {
        match syn::parse2::<LitStr>(tokens.clone()) {
            Ok(value) => self.keyless(value, errors),
            Err(_) => match Argument::parse(tokens) {
                Ok(argument) => self.keyed(argument, errors),
                Err(found) => errors.at(found, format!("expected a key; {}", self.keys())),
            },
        }
    }

    fn keyless(&mut self, value: LitStr, errors: &Errors) {
        let word = self.kind.word();
        self.given.push(self.kind.name());
        match self.kind.keys() {
            _ if self.kind.takes_value() && self.value.is_none() => self.value = Some(value),
            _ if self.kind.takes_value() => {
                errors.at(value, format!("`{word}` takes one value; write a second `{word}(…)` for this one"));
            }
            [name, ..] => {
                errors.at(&value, format!("this value has no key; write `{name} = {}`", value.token()));
            }
            [] => errors.at(value, format!("`{word}` takes no value; remove it")),
        }
    }

    fn keyed(&mut self, argument: Argument, errors: &Errors) {
        let key = argument.key.to_string();
        match self.kind.keys().iter().find(|known| **known == key) {
            Some(known) => self.given.push(known),
            None => return self.unknown(&argument, &key, errors),
        }
        if self.kind == Kind::Http {
            return self.http.read(argument, errors);
        }
        let window = "batching_window = 5` or `batching_window = \"5s\"";
        let age = "maximum_record_age = 3600` or `maximum_record_age = \"60m\"";
        let text = |example: &str| format!("{key} = \"{example}\"");
        match key.as_str() {
            "batch_size" => argument.literal(&mut self.batch_size, "an integer", "batch_size = 10", errors),
            "batching_window" => {
                argument.literal(&mut self.batching_window, "whole seconds or a duration", window, errors);
            }
            "maximum_concurrency" => {
                argument.literal(&mut self.maximum_concurrency, "an integer", "maximum_concurrency = 20", errors);
            }
            "envelope" => {
                let example = if self.kind == Kind::Sns { "s3" } else { "sns" };
                argument.literal(&mut self.envelope, "a string", &text(example), errors);
            }
            "starting_position" => {
                argument.literal(&mut self.starting_position, "a string", &text("LATEST"), errors);
            }
            "bisect_on_error" => {
                argument.literal(&mut self.bisect_on_error, "`true` or `false`", "bisect_on_error = true", errors);
            }
            "parallelization_factor" => {
                argument.literal(&mut self.parallelization_factor, "an integer", "parallelization_factor = 4", errors);
            }
            "maximum_retry_attempts" => {
                argument.literal(&mut self.maximum_retry_attempts, "an integer", "maximum_retry_attempts = 3", errors);
            }
            "maximum_record_age" => {
                argument.literal(&mut self.maximum_record_age, "whole seconds or a duration", age, errors);
            }
            "cluster" => {
                let example = text("arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/ID");
                argument.literal(&mut self.cluster, "a string", &example, errors);
            }
            "minimum_pollers" => {
                argument.literal(&mut self.minimum_pollers, "an integer", "minimum_pollers = 1", errors);
            }
            "maximum_pollers" => {
                argument.literal(&mut self.maximum_pollers, "an integer", "maximum_pollers = 10", errors);
            }
            "events" => {
                let takes = "a string, or several in brackets";
                argument.literal(&mut self.events, takes, &text("s3:ObjectCreated:*"), errors);
            }
            "prefix" => argument.literal(&mut self.prefix, "a string", &text("in/"), errors),
            "suffix" => argument.literal(&mut self.suffix, "a string", &text(".csv"), errors),
            "bus" => argument.literal(&mut self.bus, "a string", &text("orders"), errors),
            "timezone" => argument.literal(&mut self.timezone, "a string", &text("Europe/Berlin"), errors),
            "filter" => argument.literal(&mut self.filter, "a string", &text("ERROR"), errors),
            _ => {
                let example = self.kind.example();
                let example = example.split_once('(').map_or(example, |(_, key)| key.trim_end_matches(')'));
                argument.literal(&mut self.name, "a string", example, errors);
            }
        }
    }

    fn unknown(&mut self, argument: &Argument, key: &str, errors: &Errors) {
        let (word, example) = (self.kind.word(), self.kind.example());
        let names_another = Kind::ALL.iter().any(|kind| kind.name() == key);
        let meant =
            nearest(key, self.kind.keys()).or_else(|| (names_another || key == "name").then(|| self.kind.name()));
        // a key of the attribute that no key of the source could be meant by
        let beside = (KEYS.contains(&key) && Kind::of(key).is_none() && (self.kind == Kind::Http || key != "name"))
            .then(|| match argument.stands_alone() {
                true => format!("`{key}` stands beside the source; write `{word}(…), {key}`"),
                false => format!("`{key}` stands beside the source; write `{word}(…), {key} = …`"),
            });
        let other = Kind::with_key(key).filter(|_| !names_another).map(Kind::word);
        let message = match (self.kind, key) {
            _ if beside.is_some() => beside.unwrap_or_default(),
            (Kind::Schedule, "rate" | "cron" | "at") => {
                format!("an expression is written in quotes, as in `{example}`")
            }
            (Kind::Schedule, "expression" | "rule") => format!("an expression has no key; write `{example}`"),
            (Kind::Cognito, _) if argument.stands_alone() => {
                format!("the name of a trigger is written in quotes, as in `cognito(\"{key}\")`")
            }
            (Kind::Cognito, _) => format!("`cognito` takes the name of a trigger alone; write `{example}`"),
            _ => match meant {
                Some(meant) => format!("unknown key `{key}` of `{word}`; did you mean `{meant}`?"),
                None => match other {
                    Some(other) => format!("`{key}` is a key of `{other}`, not of `{word}`; {}", self.keys()),
                    None => format!("unknown key `{key}` of `{word}`; {}", self.keys()),
                },
            },
        };
        errors.at(&argument.key, message);
        // what was meant is there, so that nobody is told that it is missing
        self.given.extend(meant);
        if self.kind.takes_value() {
            self.given.push(self.kind.name());
        }
    }

    fn keys(&self) -> String {
        match self.kind.keys() {
            _ if self.kind.takes_value() => format!("write `{}`", self.kind.example()),
            [key] => format!("its one key is `{key}`"),
            keys => format!("its keys are {}", list(keys)),
        }
    }
}

impl Parse for Events {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let tokens = input.fork().parse()?;
        if input.peek(LitStr) {
            return Ok(Self { names: vec![input.parse()?], tokens });
        }
        let names;
        syn::bracketed!(names in input);
        let names = Punctuated::<LitStr, Token![,]>::parse_terminated(&names)?;
        Ok(Self { names: names.into_iter().collect(), tokens })
    }
}

impl Events {
    /// The names, whatever their order.
    fn sorted(&self) -> String {
        let mut names: Vec<_> = self.names.iter().map(LitStr::value).collect();
        names.sort_unstable();
        names.join(",")
    }
}

impl ToTokens for Events {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
    }
}
