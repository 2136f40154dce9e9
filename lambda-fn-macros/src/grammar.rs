//! `key = value, key(…), key`: what stands in the parentheses of both macros.
//!
//! Every argument is read on its own, so that one mistake does not hide the next.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{LitInt, LitStr, Path, Token};

use crate::errors::Errors;

/// A value and the key that it was given to.
pub(crate) struct Arg<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

/// A key and the tokens behind it, not yet looked at.
pub(crate) struct Argument {
    pub(crate) key: Ident,
    tokens: TokenStream,
}

/// Hands each argument to `read`, and reports what has no key.
pub(crate) fn read_arguments(tokens: TokenStream, keys: &[&str], errors: &Errors, mut read: impl FnMut(Argument)) {
    for argument in split(tokens, errors) {
        match Argument::parse(argument) {
            Ok(argument) => read(argument),
            Err(found) => errors.at(found, format!("expected a key; the keys are {}", list(keys))),
        }
    }
}

impl Argument {
    /// Fails with the token that stands in the place of the key.
    pub(crate) fn parse(tokens: TokenStream) -> Result<Self, TokenStream> {
        let parse = |input: ParseStream| Ok(Self { key: input.call(Ident::parse_any)?, tokens: input.parse()? });
        parse.parse2(tokens.clone()).map_err(|_| tokens.into_iter().take(1).collect())
    }

    /// `key = literal`
    pub(crate) fn literal<T: Parse>(self, slot: &mut Option<Arg<T>>, takes: &str, example: &str, errors: &Errors) {
        self.assigned(slot, T::parse, takes, example, errors);
    }

    /// `key = path`
    pub(crate) fn path(self, slot: &mut Option<Arg<Path>>, example: &str, errors: &Errors) {
        self.assigned(slot, Path::parse_mod_style, "a path", example, errors);
    }

    /// `key(…)`: what stands in the parentheses.
    pub(crate) fn parenthesized(self, example: &str, errors: &Errors) -> Option<TokenStream> {
        let parse = |input: ParseStream| {
            let list;
            syn::parenthesized!(list in input);
            list.parse()
        };
        let mut list = None;
        self.set(&mut list, parse, &format!("takes parentheses; write `{example}`"), errors);
        list.map(|list| list.value)
    }

    /// Whether nothing stands behind the key.
    pub(crate) fn stands_alone(&self) -> bool {
        self.tokens.is_empty()
    }

    /// `key = value`
    fn assigned<T>(
        self,
        slot: &mut Option<Arg<T>>,
        parse: impl Fn(ParseStream) -> syn::Result<T>,
        takes: &str,
        example: &str,
        errors: &Errors,
    ) {
        let parse = |input: ParseStream| {
            input.parse::<Token![=]>()?;
            parse(input)
        };
        self.set(slot, parse, &format!("takes {takes}; write `{example}`"), errors);
    }

    /// `key` alone
    pub(crate) fn alone(self, slot: &mut Option<Arg<()>>, example: &str, errors: &Errors) {
        self.set(slot, |_| Ok(()), &format!("takes no value; write `{example}`"), errors);
    }

    /// `key(NAME = "value", …)`
    pub(crate) fn strings(self, slot: &mut Option<Arg<Vec<Arg<LitStr>>>>, example: &str, errors: &Errors) {
        let parse = |input: ParseStream| {
            let list;
            syn::parenthesized!(list in input);
            let list = split(list.parse()?, errors);
            Ok(list.into_iter().filter_map(|argument| Self::string(argument, errors)).collect())
        };
        self.set(slot, parse, &format!("takes a list; write `{example}`"), errors);
    }

    /// `NAME = "value"`
    fn string(tokens: TokenStream, errors: &Errors) -> Option<Arg<LitStr>> {
        match Self::parse(tokens) {
            Ok(argument) => {
                let mut string = None;
                let example = format!("{} = \"value\"", argument.key);
                argument.literal(&mut string, "a string", &example, errors);
                string
            }
            Err(found) => {
                let message = match syn::parse2::<LitStr>(found.clone()) {
                    Ok(name) => format!("a name is written without quotes; write `{} = \"value\"`", name.value()),
                    Err(_) => "expected a name; write `NAME = \"value\"`".to_owned(),
                };
                errors.at(found, message);
                None
            }
        }
    }

    /// The one place that finds values of the wrong kind, and repeated keys.
    fn set<T>(
        self,
        slot: &mut Option<Arg<T>>,
        parse: impl FnOnce(ParseStream) -> syn::Result<T>,
        expected: &str,
        errors: &Errors,
    ) {
        let Self { key, tokens } = self;
        match parse.parse2(tokens.clone()) {
            Err(_) => errors.at(value_or_key(tokens, &key), format!("`{key}` {expected}")),
            Ok(_) if slot.is_some() => errors.at(&key, format!("`{key}` is given twice; keep one")),
            Ok(value) => *slot = Some(Arg { key, value }),
        }
    }
}

/// Where a value of the wrong kind stands, or its key where it has none.
fn value_or_key(tokens: TokenStream, key: &Ident) -> TokenStream {
    let assigned = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '=');
    let mut value = tokens.into_iter().peekable();
    value.next_if(assigned);
    match value.peek() {
        Some(_) => value.collect(),
        None => key.to_token_stream(),
    }
}

/// The arguments between the commas. Where one is missing, that is said and the argument ends all the same.
pub(crate) fn split(tokens: TokenStream, errors: &Errors) -> Vec<TokenStream> {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut arguments = Vec::new();
    let mut argument = TokenStream::new();
    for (place, token) in tokens.iter().enumerate() {
        let separates = match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                if argument.is_empty() {
                    errors.at(comma, "nothing stands before this comma; remove it");
                }
                true
            }
            TokenTree::Punct(semicolon) if semicolon.as_char() == ';' => {
                errors.at(semicolon, "`;` does not separate arguments; write `,`");
                true
            }
            _ => false,
        };
        if !separates && starts_argument(&tokens, place) {
            errors.at(token, format!("a comma is missing before `{token}`; add it"));
            arguments.push(std::mem::take(&mut argument));
        }
        match separates {
            true => arguments.push(std::mem::take(&mut argument)),
            false => argument.extend([token.clone()]),
        }
    }
    arguments.push(argument);
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

/// Whether a word right behind a value looks like the next key.
fn starts_argument(tokens: &[TokenTree], place: usize) -> bool {
    let behind_value = place > 0 && !matches!(tokens[place - 1], TokenTree::Punct(_));
    let before_value = match tokens.get(place + 1) {
        Some(TokenTree::Punct(sign)) => sign.as_char() == '=',
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    };
    behind_value && before_value && matches!(tokens[place], TokenTree::Ident(_))
}

/// The value of an integer without a suffix; one that does not fit, a negative one too, counts as the largest.
pub(crate) fn plain_integer(value: &LitInt) -> Option<u64> {
    value.suffix().is_empty().then(|| value.base10_parse().unwrap_or(u64::MAX))
}

/// The word of `words` that `unknown` was most likely meant to be.
pub(crate) fn nearest<'a>(unknown: &str, words: &[&'a str]) -> Option<&'a str> {
    let unknown = unknown.to_lowercase();
    words
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&unknown, &word.to_lowercase()), *word))
        .filter(|(distance, word)| *distance <= word.len().div_ceil(3))
        .min()
        .map(|(_, word)| word)
}

/// What to say of a key that is none, with the one that was probably meant.
pub(crate) fn unknown_key(unknown: &Ident, meant: Option<&str>, keys: &[&str]) -> String {
    match meant.or_else(|| nearest(&unknown.to_string(), keys)) {
        Some(key) => format!("unknown key `{unknown}`; did you mean `{key}`?"),
        None => format!("unknown key `{unknown}`; the keys are {}", list(keys)),
    }
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
