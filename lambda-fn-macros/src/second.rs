//! Whether a handler is the second one beside the same `main`, of which rustc would only say that `main` is defined twice.
//!
//! The file is read: a macro does not see the items around its own, and what it keeps from one expansion to the next is
//! wrong in an editor and in doctests, where one process expands many files.

use syn::{Attribute, Item, ItemFn};

use crate::handler::Handler;

/// The name of the first handler in the module, unless it is this one. `None` where the file does not tell: what is
/// missed here is left to rustc.
pub(crate) fn first(handler: &Handler) -> Option<String> {
    // not in the tests of this crate, and nothing is known of a `cfg`
    if !proc_macro::is_available() || handler.cfgs().next().is_some() {
        return None;
    }
    let file = proc_macro::Span::call_site().local_file()?;
    first_in(&std::fs::read_to_string(file).ok()?, &handler.name().to_string())
}

fn first_in(text: &str, name: &str) -> Option<String> {
    let attributes =
        text.match_indices("lambda_fn").filter(|(at, word)| text[at + word.len()..].starts_with(['(', ']']));
    if attributes.count() < 2 {
        return None;
    }
    let mut modules = Vec::new();
    handlers(syn::parse_file(text).ok()?.items, &mut modules);
    modules.retain(|handlers| handlers.iter().any(|handler| handler == name));
    // in which of several modules a fn of this name stands is not known
    let [module] = &modules[..] else { return None };
    module.first().filter(|first| *first != name).cloned()
}

/// The handlers of each module, in the order in which they are written.
fn handlers(items: Vec<Item>, modules: &mut Vec<Vec<String>>) {
    let mut here = Vec::new();
    for item in items {
        match item {
            Item::Fn(function) if is_handler(&function) => here.push(function.sig.ident.to_string()),
            Item::Mod(module) => handlers(module.content.unwrap_or_default().1, modules),
            _ => {}
        }
    }
    modules.push(here);
}

fn is_handler(function: &ItemFn) -> bool {
    let named = |attr: &Attribute, name| attr.path().segments.last().is_some_and(|segment| segment.ident == name);
    function.attrs.iter().any(|attr| named(attr, "lambda_fn")) && !function.attrs.iter().any(|attr| named(attr, "cfg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "#[lambda_fn]\nasync fn a() {}\n#[lambda_fn::lambda_fn(memory = 256)]\nasync fn b() {}\n";

    #[test]
    fn the_second_of_a_module_is_told_of_the_first() {
        assert_eq!(first_in(TWO, "b").as_deref(), Some("a"));
        assert_eq!(first_in(TWO, "a"), None);
        let within = format!("#[lambda_fn]\nasync fn c() {{}}\nmod tests {{ {TWO} }}");
        assert_eq!(first_in(&within, "b").as_deref(), Some("a"));
        assert_eq!(first_in(&within, "a"), None);
        assert_eq!(first_in(&within, "c"), None);
    }

    #[test]
    fn what_is_no_second_main_is_left_alone() {
        let one_each = "mod a { #[lambda_fn] fn f() {} }\nmod b { #[lambda_fn] fn f() {} }";
        let either = "#[cfg(unix)] #[lambda_fn] fn a() {}\n#[lambda_fn] fn b() {}";
        let within = "fn one() { #[lambda_fn] fn a() {} }\nfn two() { #[lambda_fn] fn b() {} }";
        for text in [one_each, either, within, "", "#[lambda_fn] fn b( {} #[lambda_fn] fn a() {}"] {
            assert_eq!(first_in(text, "b"), None, "{text}");
            assert_eq!(first_in(text, "f"), None, "{text}");
        }
    }
}
