//! Which type an error is reported under, found out from its traits.
//!
//! In the expansion the type of the handler's error is concrete, so method resolution can choose: the expansion calls
//! `(&&&&Report(error)).report()`, and the implementation with the most references that applies is taken.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt::Display;
use std::ops::Deref;

use crate::error::{Error, LambdaError};
use crate::failure::Failure;

/// Wraps the error of a handler or of its `init`.
pub struct Report<E>(pub E);

/// First choice: the error names its type.
pub trait ReportTyped {
    #[doc(hidden)]
    fn report(&self) -> Failure;
}

impl<E: LambdaError> ReportTyped for &&&Report<E> {
    fn report(&self) -> Failure {
        Failure { retry: self.0.retry(), status: self.0.status(), ..Failure::of(self.0.error_type(), &self.0) }
    }
}

impl ReportTyped for &&&Report<Error> {
    fn report(&self) -> Failure {
        Failure { retry: self.0.retry(), status: self.0.status(), ..Failure::of(self.0.error_type(), &*self.0) }
    }
}

/// Second choice: an error of the standard library's kind goes by the name of its Rust type.
pub trait ReportStd {
    #[doc(hidden)]
    fn report(&self) -> Failure;
}

impl<E: StdError> ReportStd for &&Report<E> {
    fn report(&self) -> Failure {
        Failure::of(type_name::<E>(), &self.0)
    }
}

/// Third choice: a box around one, such as `Box<dyn Error>`, `anyhow::Error` and `eyre::Report`.
pub trait ReportBoxed {
    #[doc(hidden)]
    fn report(&self) -> Failure;
}

impl<E: Deref<Target: StdError>> ReportBoxed for &Report<E> {
    fn report(&self) -> Failure {
        Failure::of(type_name::<E>(), &*self.0)
    }
}

/// Last: whatever can be shown.
pub trait ReportShown {
    #[doc(hidden)]
    type Error;
    #[doc(hidden)]
    fn report(&self) -> Failure
    where
        Self::Error: HandlerError;
}

impl<E> ReportShown for Report<E> {
    type Error = E;

    fn report(&self) -> Failure
    where
        E: HandlerError,
    {
        Failure::new(type_name::<E>(), self.0.message())
    }
}

/// An error that a handler or its `init` may return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be reported to Lambda as an error",
    label = "this error has no message",
    note = "implement `std::error::Error` for it, and `#[derive(lambda_fn::LambdaError)]` to name its type"
)]
pub trait HandlerError {
    #[doc(hidden)]
    fn message(&self) -> String;
}

#[diagnostic::do_not_recommend]
impl<E: Display> HandlerError for E {
    fn message(&self) -> String {
        self.to_string()
    }
}

/// The name under which an error without [`LambdaError`] is reported.
///
/// The last segment of the type's path says enough, unless it is a bare `Error`: that one keeps its path, without the
/// module that most crates hide it in. Boxes go by what is in them; text and `dyn Error` are plain `Error`s.
pub(crate) fn type_name<E: ?Sized>() -> Cow<'static, str> {
    short(std::any::type_name::<E>())
}

fn short(full: &'static str) -> Cow<'static, str> {
    for pointer in ["alloc::boxed::Box<", "alloc::sync::Arc<", "alloc::rc::Rc<"] {
        if let Some(inner) = full.strip_prefix(pointer) {
            return short(inner.strip_suffix('>').unwrap_or(inner));
        }
    }
    // declared within a function of an `impl`: `<Sqs as Source>::decoded::Notification`
    if let Some((before, _)) = full.split_once('<')
        && (before.is_empty() || before.ends_with("::"))
        && let Some((_, within)) = full.split_once(">::")
    {
        return short(within);
    }
    let path = full.split(['<', ' ']).next().unwrap_or(full).trim_start_matches('&');
    if matches!(path, "dyn" | "str" | "alloc::string::String" | "alloc::borrow::Cow") {
        return "Error".into();
    }
    match path.rsplit_once("::") {
        Some((module, "Error")) => format!("{}::Error", module.strip_suffix("::error").unwrap_or(module)).into(),
        Some((_, name)) => name.into(),
        None => path.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Own<T>(T);

    trait Names {
        fn name() -> Cow<'static, str>;
    }

    impl<T> Names for Own<T> {
        fn name() -> Cow<'static, str> {
            struct Within<'a, T>(std::marker::PhantomData<&'a T>);
            type_name::<Within<'static, Own<u8>>>()
        }
    }

    #[test]
    fn type_names_are_short_and_say_something() {
        assert_eq!(type_name::<Own<u8>>(), "Own");
        assert_eq!(Own::<u8>::name(), "Within");
        assert_eq!(type_name::<std::num::ParseIntError>(), "ParseIntError");
        assert_eq!(type_name::<std::io::Error>(), "std::io::Error");
        assert_eq!(type_name::<serde_json::Error>(), "serde_json::Error");
        assert_eq!(type_name::<Box<std::num::ParseIntError>>(), "ParseIntError");
        assert_eq!(type_name::<Box<dyn StdError + Send + Sync>>(), "Error");
        assert_eq!(type_name::<std::sync::Arc<dyn StdError>>(), "Error");
        assert_eq!(type_name::<String>(), "Error");
        assert_eq!(type_name::<&'static str>(), "Error");
    }

    #[test]
    #[expect(clippy::needless_borrow, reason = "as the expansion writes it")]
    fn the_most_telling_trait_is_chosen() {
        #[derive(Debug)]
        struct Typed;
        impl Display for Typed {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("typed")
            }
        }
        impl StdError for Typed {}
        impl LambdaError for Typed {
            fn error_type(&self) -> &'static str {
                "Own.Type"
            }
        }
        let number = || "x".parse::<u8>().unwrap_err();

        assert_eq!((&&&&Report(Typed)).report().error_type, "Own.Type");
        assert_eq!((&&&&Report(Box::new(Typed))).report().error_type, "Own.Type");
        assert_eq!((&&&&Report(Error::typed(Typed))).report().error_type, "Own.Type");
        assert_eq!((&&&&Report(Error::from(number()))).report().error_type, "ParseIntError");
        assert_eq!((&&&&Report(number())).report().error_type, "ParseIntError");
        assert_eq!((&&&&Report(Box::<dyn StdError>::from("boxed"))).report().message, "boxed");
        assert_eq!((&&&&Report("text")).report().message, "text");
    }
}
