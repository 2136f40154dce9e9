//! How names of the expansion are looked up, and where its errors are shown.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Code in which no name of the user's means a variable of the expansion: a handler may be called `event`.
macro_rules! code {
    ($($code:tt)*) => { ::quote::quote_spanned!(::proc_macro2::Span::mixed_site()=> $($code)*) };
}

pub(crate) use code;

/// Where something of the user's stands, from its first to its last token: an error of a trait check that is placed
/// there points at the user's own type, and not at the attribute.
pub(crate) struct Place {
    pub(crate) first: Span,
    last: Span,
}

impl Place {
    pub(crate) fn of(user: &impl ToTokens) -> Self {
        let mut spans = user.to_token_stream().into_iter().map(|token| token.span());
        let first = spans.next().unwrap_or_else(Span::call_site);
        let last = spans.last().unwrap_or(first);
        // items are looked up where the attribute stands, whatever macro wrote the user's tokens
        Self { first: Span::mixed_site().located_at(first), last: Span::mixed_site().located_at(last) }
    }

    /// Where the first token stands: an error that rustc reports for a call and for its argument is one there.
    pub(crate) fn start(&self) -> Self {
        Self { first: self.first, last: self.first }
    }

    /// Sets the place of tokens, of those within groups too.
    pub(crate) fn tokens(&self, tokens: &TokenStream) -> TokenStream {
        let count = tokens.clone().into_iter().count();
        let place = |(number, mut token): (usize, TokenTree)| {
            let span = if number + 1 == count { self.last } else { self.first };
            if let TokenTree::Group(group) = &token {
                token = Group::new(group.delimiter(), self.tokens(&group.stream())).into();
            }
            token.set_span(span);
            token
        };
        tokens.clone().into_iter().enumerate().map(place).collect()
    }

    /// A call of a function; its arguments keep their places.
    pub(crate) fn call(&self, path: &TokenStream, arguments: &TokenStream) -> TokenStream {
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments.clone());
        arguments.set_span(self.last);
        let mut call: TokenStream = path
            .clone()
            .into_iter()
            .map(|mut token| {
                token.set_span(self.first);
                token
            })
            .collect();
        call.extend([TokenTree::from(arguments)]);
        call
    }
}
