//! Collects every mistake, so that one compile shows them all.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::TokenStream;
use quote::ToTokens;

pub(crate) struct Errors {
    /// `None` once [`Errors::finish`] was called.
    collected: RefCell<Option<Vec<syn::Error>>>,
}

impl Errors {
    pub(crate) fn new() -> Self {
        Self { collected: RefCell::new(Some(Vec::new())) }
    }

    /// Reports a mistake at `tokens`.
    pub(crate) fn at(&self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&self, error: syn::Error) {
        if let Some(collected) = self.collected.borrow_mut().as_mut() {
            collected.push(error);
        }
    }

    /// Keeps the value of a result, and its error here.
    pub(crate) fn ok<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// The `compile_error!`s of all mistakes; `None` where there was none.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        let errors = self.collected.borrow_mut().take().unwrap_or_default();
        let all = errors.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        });
        all.map(syn::Error::into_compile_error)
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        let unread = self.collected.borrow().is_some();
        assert!(!unread || std::thread::panicking(), "the mistakes of an expansion were never reported");
    }
}
