//! `tests/expand/NAME.rs` beside `NAME.expanded.rs`: what the macros write, to be read by a person.
//!
//! `UPDATE_EXPAND=1 cargo test -p lambda-fn-macros` writes the second of each pair anew.

use std::path::{Path, PathBuf};
use std::{env, fs};

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta};

use crate::{lambda_error, lambda_fn};

/// `hello` is what every reader of an expansion sees first: a good engineer would not have needed more.
const LINES_OF_MAIN: usize = 25;

#[test]
fn expansions_are_as_they_were() {
    let update = env::var_os("UPDATE_EXPAND").is_some();
    for input in inputs() {
        let expanded = expand(&input);
        let snapshot = input.with_extension("expanded.rs");
        if update {
            fs::write(&snapshot, &expanded).expect("the snapshot can be written");
        }
        let pinned = fs::read_to_string(&snapshot).unwrap_or_default();
        assert!(pinned == expanded, "{} is not what is written now:\n{expanded}", snapshot.display());
    }
}

#[test]
fn the_main_of_hello_is_short() {
    let expanded = expand(&folder().join("hello.rs"));
    let main = expanded.lines().skip_while(|line| !line.starts_with("fn main"));
    assert!(main.count() <= LINES_OF_MAIN, "{expanded}");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/expand")
}

fn inputs() -> impl Iterator<Item = PathBuf> {
    let files = fs::read_dir(folder()).expect("the folder exists").map(|entry| entry.expect("it can be read").path());
    files.filter(|path| !path.to_string_lossy().ends_with(".expanded.rs"))
}

fn expand(input: &Path) -> String {
    let source = fs::read_to_string(input).expect("the input can be read");
    let expanded = apply.parse_str(&source).expect("an input is a macro's attribute above an item");
    match syn::parse2(expanded.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        // a half-typed body is not Rust yet
        Err(_) => format!("{expanded}\n"),
    }
}

/// Does what rustc does with the attribute above the item.
fn apply(input: ParseStream) -> syn::Result<TokenStream> {
    let mut attrs = input.call(Attribute::parse_outer)?;
    let item: TokenStream = input.parse()?;
    let is_macro = |attr: &Attribute| attr.path().is_ident("lambda_fn") || attr.path().is_ident("derive");
    let place = attrs.iter().position(is_macro).ok_or_else(|| input.error("no macro stands above the item"))?;
    let attr = attrs.remove(place);
    let item = quote!(#(#attrs)* #item);
    Ok(match attr.meta {
        Meta::List(list) if list.path.is_ident("lambda_fn") => lambda_fn::expand(list.tokens, &item),
        Meta::Path(_) => lambda_fn::expand(TokenStream::new(), &item),
        _ => lambda_error::derive(item),
    })
}
