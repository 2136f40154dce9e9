//! The grammar of the attribute's arguments: which keys there are and which kind of value each takes.
//!
//! Every argument is parsed on its own, so that one mistake does not hide the next.

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{LitBool, LitInt, LitStr, Path, Token};

use crate::errors::Errors;

/// A value and the key that it was given to.
pub(crate) struct Arg<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

#[derive(Default)]
pub(crate) struct Args {
    pub(crate) init: Option<Arg<Path>>,
    pub(crate) runtime: Option<Arg<LitStr>>,
    pub(crate) worker_threads: Option<Arg<LitInt>>,
    pub(crate) memory: Option<Arg<LitInt>>,
    pub(crate) timeout: Option<Arg<Timeout>>,
    pub(crate) arch: Option<Arg<LitStr>>,
    pub(crate) name: Option<Arg<LitStr>>,
    pub(crate) description: Option<Arg<LitStr>>,
    pub(crate) env: Option<Arg<Vec<Variable>>>,
    pub(crate) managed_instances: Option<Arg<LitBool>>,
    pub(crate) tracing: Option<Arg<LitBool>>,
    pub(crate) crate_path: Option<Arg<Path>>,
}

/// `timeout = 30`, `timeout = "30s"`
pub(crate) enum Timeout {
    Seconds(LitInt),
    Text(LitStr),
}

/// One `KEY = "value"` of `env(…)`.
pub(crate) struct Variable {
    pub(crate) key: Ident,
    pub(crate) value: LitStr,
}

const KEYS: [&str; 12] = [
    "init",
    "runtime",
    "worker_threads",
    "memory",
    "timeout",
    "arch",
    "name",
    "description",
    "env",
    "managed_instances",
    "tracing",
    "crate",
];

/// What people type who know these settings from elsewhere.
const OTHER_NAMES: [(&str, &str); 12] = [
    ("architecture", "arch"),
    ("architectures", "arch"),
    ("concurrent", "managed_instances"),
    ("cold_start", "init"),
    ("environment", "env"),
    ("env_var", "env"),
    ("flavor", "runtime"),
    ("function_name", "name"),
    ("mem", "memory"),
    ("memory_size", "memory"),
    ("setup", "init"),
    ("state", "init"),
];

impl Args {
    pub(crate) fn parse(tokens: TokenStream, errors: &Errors) -> Self {
        let mut args = Self::default();
        for argument in split_at_commas(tokens, errors) {
            let mut rest = Some(argument);
            while let Some(argument) = rest {
                rest = errors.ok(args.parse_argument(argument, errors)).flatten();
            }
        }
        args
    }

    /// Parses one argument; what follows it without a comma is returned.
    fn parse_argument(&mut self, argument: TokenStream, errors: &Errors) -> syn::Result<Option<TokenStream>> {
        let (key, value) = Value::split(argument)?;
        let rest = match key.to_string().as_str() {
            "init" => value.path(&mut self.init, "init = setup", errors),
            "runtime" => value.literal(&mut self.runtime, "a string", "runtime = \"multi_thread\"", errors),
            "worker_threads" => value.literal(&mut self.worker_threads, "an integer", "worker_threads = 4", errors),
            "memory" => value.literal(&mut self.memory, "an integer, in MB", "memory = 256", errors),
            "timeout" => value.timeout(&mut self.timeout, errors),
            "arch" => value.literal(&mut self.arch, "a string", "arch = \"arm64\"", errors),
            "name" => value.literal(&mut self.name, "a string", "name = \"orders\"", errors),
            "description" => value.literal(&mut self.description, "a string", "description = \"takes orders\"", errors),
            "env" => value.variables(&mut self.env, errors),
            "managed_instances" => {
                value.literal(&mut self.managed_instances, "`true` or `false`", "managed_instances = true", errors)
            }
            "tracing" => value.literal(&mut self.tracing, "`true` or `false`", "tracing = false", errors),
            "crate" => value.path(&mut self.crate_path, "crate = my_name", errors),
            unknown => Err(syn::Error::new(key.span(), unknown_key(unknown))),
        }?;
        match rest {
            Some(rest) => {
                let next = rest.clone().into_iter().next();
                errors.at(&next, format!("a comma is missing before `{}`; add it", next.to_token_stream()));
                // only what looks like a further argument is worth reading on
                Ok(matches!(next, Some(TokenTree::Ident(_))).then_some(rest))
            }
            None => Ok(None),
        }
    }
}

/// One argument, after its key.
struct Value {
    key: Ident,
    tokens: ValueTokens,
}

enum ValueTokens {
    /// `key`
    None,
    /// `key = …`
    Assigned(TokenStream),
    /// `key(…)`, and what follows
    List(TokenStream, TokenStream),
}

impl Value {
    fn split(argument: TokenStream) -> syn::Result<(Ident, Self)> {
        let parse = |input: ParseStream| {
            if !input.peek(syn::Ident::peek_any) {
                return Err(input.error(format!("expected a key; the keys are {}", list(&KEYS))));
            }
            let key = input.call(Ident::parse_any)?;
            let tokens = if input.is_empty() {
                ValueTokens::None
            } else if input.peek(Token![=]) {
                input.parse::<Token![=]>()?;
                ValueTokens::Assigned(input.parse()?)
            } else if input.peek(syn::token::Paren) {
                let list;
                syn::parenthesized!(list in input);
                ValueTokens::List(list.parse()?, input.parse()?)
            } else {
                let found: TokenTree = input.parse()?;
                let _: TokenStream = input.parse()?;
                return Err(syn::Error::new_spanned(&found, format!("expected `=` after `{key}`, found `{found}`")));
            };
            Ok((key.clone(), Value { key, tokens }))
        };
        parse.parse2(argument)
    }

    fn literal<T: syn::parse::Parse>(
        self,
        slot: &mut Option<Arg<T>>,
        takes: &str,
        example: &str,
        errors: &Errors,
    ) -> syn::Result<Option<TokenStream>> {
        self.assigned(slot, |input| input.parse().ok(), takes, example, errors)
    }

    fn path(self, slot: &mut Option<Arg<Path>>, example: &str, errors: &Errors) -> syn::Result<Option<TokenStream>> {
        // `crate::` paths and the like are paths too; the keyword alone is not
        let parse = |input: ParseStream| input.call(Path::parse_mod_style).ok();
        self.assigned(slot, parse, "a path", example, errors)
    }

    fn timeout(self, slot: &mut Option<Arg<Timeout>>, errors: &Errors) -> syn::Result<Option<TokenStream>> {
        let parse = |input: ParseStream| match input.peek(LitStr) {
            true => input.parse().map(Timeout::Text).ok(),
            false => input.parse().map(Timeout::Seconds).ok(),
        };
        self.assigned(slot, parse, "seconds or a duration", "timeout = 30` or `timeout = \"15m\"", errors)
    }

    /// `key = value`: `parse` reads the value, and says `None` where it is of the wrong kind.
    fn assigned<T>(
        self,
        slot: &mut Option<Arg<T>>,
        parse: impl FnOnce(ParseStream) -> Option<T>,
        takes: &str,
        example: &str,
        errors: &Errors,
    ) -> syn::Result<Option<TokenStream>> {
        let Self { key, tokens } = self;
        let remedy = format!("`{key}` takes {takes}; write `{example}`");
        let value = match tokens {
            ValueTokens::None => return Err(syn::Error::new(key.span(), remedy)),
            ValueTokens::List(list, _) => return Err(syn::Error::new(first_span(&list, &key), remedy)),
            ValueTokens::Assigned(value) if value.is_empty() => return Err(syn::Error::new(key.span(), remedy)),
            ValueTokens::Assigned(value) => value,
        };
        let wrong_kind = syn::Error::new_spanned(&value, remedy);
        let parser = |input: ParseStream| {
            let Some(parsed) = parse(input) else {
                let _: TokenStream = input.parse()?;
                return Err(wrong_kind);
            };
            Ok((parsed, input.parse::<TokenStream>()?))
        };
        let (value, rest) = parser.parse2(value)?;
        set_once(slot, Arg { key, value }, errors);
        Ok((!rest.is_empty()).then_some(rest))
    }

    /// `env(KEY = "value", …)`
    fn variables(self, slot: &mut Option<Arg<Vec<Variable>>>, errors: &Errors) -> syn::Result<Option<TokenStream>> {
        let Self { key, tokens } = self;
        let ValueTokens::List(list, rest) = tokens else {
            let remedy = format!("`{key}` takes a list; write `{key}(TABLE = \"orders\")`");
            return Err(syn::Error::new(key.span(), remedy));
        };
        let variables = split_at_commas(list, errors)
            .into_iter()
            .filter_map(|variable| errors.ok(variable_of_list.parse2(variable)))
            .collect();
        set_once(slot, Arg { key, value: variables }, errors);
        Ok((!rest.is_empty()).then_some(rest))
    }
}

fn variable_of_list(input: ParseStream) -> syn::Result<Variable> {
    if input.peek(LitStr) {
        let key: LitStr = input.parse()?;
        let _: TokenStream = input.parse()?;
        let message = format!("a variable's name is written without quotes; write `{} = \"…\"`", key.value());
        return Err(syn::Error::new(key.span(), message));
    }
    if !input.peek(syn::Ident::peek_any) {
        return Err(input.error("expected a variable; write `NAME = \"value\"`"));
    }
    let key = input.call(Ident::parse_any)?;
    let remedy = format!("`{key}` takes a string; write `{key} = \"value\"`");
    if !input.peek(Token![=]) {
        let _: TokenStream = input.parse()?;
        return Err(syn::Error::new(key.span(), remedy));
    }
    input.parse::<Token![=]>()?;
    if !input.peek(LitStr) {
        let value: TokenStream = input.parse()?;
        return Err(syn::Error::new(first_span(&value, &key), remedy));
    }
    let value = input.parse()?;
    if !input.is_empty() {
        let next: TokenTree = input.parse()?;
        let _: TokenStream = input.parse()?;
        return Err(syn::Error::new(next.span(), format!("a comma is missing before `{next}`; add it")));
    }
    Ok(Variable { key, value })
}

/// The one place that finds repeated keys.
fn set_once<T>(slot: &mut Option<Arg<T>>, arg: Arg<T>, errors: &Errors) {
    match slot {
        Some(_) => errors.at(&arg.key, format!("`{}` is given twice; keep one", arg.key)),
        None => *slot = Some(arg),
    }
}

fn split_at_commas(tokens: TokenStream, errors: &Errors) -> Vec<TokenStream> {
    let mut arguments = vec![TokenStream::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' && comma.spacing() == Spacing::Alone => {
                if arguments.last().is_some_and(TokenStream::is_empty) {
                    errors.at(comma, "nothing stands before this comma; remove it");
                }
                arguments.push(TokenStream::new());
            }
            _ => arguments.last_mut().expect("never empty").extend([token]),
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

fn first_span(tokens: &TokenStream, otherwise: &Ident) -> proc_macro2::Span {
    let first = tokens.clone().into_iter().next();
    first.map_or_else(|| otherwise.span(), |token| token.span())
}

fn unknown_key(unknown: &str) -> String {
    let other_name = OTHER_NAMES.iter().find(|(other, _)| *other == unknown).map(|(_, key)| *key);
    match other_name.or_else(|| nearest(unknown, &KEYS)) {
        Some(key) => format!("unknown key `{unknown}`; did you mean `{key}`?"),
        None => format!("unknown key `{unknown}`; the keys are {}", list(&KEYS)),
    }
}

/// The word of `words` that `unknown` was most likely meant to be.
pub(crate) fn nearest<'a>(unknown: &str, words: &[&'a str]) -> Option<&'a str> {
    let unknown = unknown.to_lowercase();
    words
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&unknown, word), *word))
        .filter(|(distance, word)| *distance <= word.len().div_ceil(3))
        .min()
        .map(|(_, word)| word)
}

/// `` `a`, `b` and `c` ``
pub(crate) fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [word] => format!("`{word}`"),
        [words @ .., last] => {
            let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("{} and `{last}`", words.join(", "))
        }
    }
}

impl ToTokens for Timeout {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Seconds(seconds) => tokens.extend(quote!(#seconds)),
            Self::Text(text) => tokens.extend(quote!(#text)),
        }
    }
}
