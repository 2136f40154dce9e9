//! Which type an error is reported under, found out from its traits.
//!
//! In the expansion the type of the handler's error is concrete, so method resolution can choose: the expansion calls
//! `(&&&&&&&Report::of(&error)).report(error)`, and the implementation with the most references that applies is taken.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt::Display;
use std::marker::PhantomData;
use std::ops::Deref;

use lambda_runtime::Diagnostic;

use crate::error::{Error, LambdaError};
use crate::failure::Failure;
use crate::foreign;

/// The type of an error of a handler or of its `init`.
pub struct Report<E>(PhantomData<E>);

impl<E> Report<E> {
    /// Looks at the type alone.
    #[must_use]
    pub fn of(_: &E) -> Self {
        Self(PhantomData)
    }
}

/// First choice: the error names its type.
pub trait ReportTyped<E> {
    #[doc(hidden)]
    fn report(&self, error: E) -> Failure;
}

impl<E: LambdaError> ReportTyped<E> for &&&&&&Report<E> {
    fn report(&self, error: E) -> Failure {
        Failure { retry: error.retry(), status: error.status(), ..Failure::of(error.error_type(), &error) }
    }
}

#[doc(hidden)]
impl ReportTyped<Error> for &&&&&&Report<Error> {
    fn report(&self, error: Error) -> Failure {
        Failure { retry: error.retry(), status: error.status(), ..Failure::of(error.error_type(), &*error) }
    }
}

/// Text may borrow from the event, where a [`Diagnostic`] is made of a `&'static str` alone.
impl<'a> ReportTyped<&'a str> for &&&&&&Report<&'a str> {
    fn report(&self, error: &'a str) -> Failure {
        Failure::new(type_name::<&str>(), error)
    }
}

/// Second choice: the error becomes a [`Diagnostic`], as `lambda_runtime` wants of its handlers' errors, and is one of the
/// standard library's kind.
pub trait ReportDiagnosedStd<E> {
    #[doc(hidden)]
    fn report(&self, error: E) -> Failure;
}

impl<E: StdError + Into<Diagnostic>> ReportDiagnosedStd<E> for &&&&&Report<E> {
    fn report(&self, error: E) -> Failure {
        let shown = Failure::of(type_name::<E>(), &error);
        diagnosed(error, Some(shown))
    }
}

/// The same of a box around one.
pub trait ReportDiagnosedBoxed<E> {
    #[doc(hidden)]
    fn report(&self, error: E) -> Failure;
}

impl<E: Deref<Target: StdError> + Into<Diagnostic>> ReportDiagnosedBoxed<E> for &&&&Report<E> {
    fn report(&self, error: E) -> Failure {
        let shown = Failure::of(type_name::<E>(), &*error);
        diagnosed(error, Some(shown))
    }
}

/// The same of what cannot even be shown, a [`Diagnostic`] itself too.
pub trait ReportDiagnosed<E> {
    #[doc(hidden)]
    fn report(&self, error: E) -> Failure;
}

impl<E: Into<Diagnostic>> ReportDiagnosed<E> for &&&Report<E> {
    fn report(&self, error: E) -> Failure {
        diagnosed(error, None)
    }
}

/// Type and message are those of the [`Diagnostic`], unless nobody has named its type. What the error says itself, and what
/// led to it, is for the log.
fn diagnosed<E: Into<Diagnostic>>(error: E, shown: Option<Failure>) -> Failure {
    let Diagnostic { error_type, error_message } = error.into();
    let error_type = match foreign::is_rust_type::<E>(&error_type) {
        true => type_name::<E>().into_owned(),
        false => error_type,
    };
    let causes = shown.map_or_else(Vec::new, |Failure { message, mut causes, .. }| {
        if message != error_message {
            causes.insert(0, message);
        }
        causes
    });
    Failure { causes, ..Failure::new(error_type, error_message) }
}

/// Next: an error of the standard library's kind goes by the name of its Rust type.
pub trait ReportStd<E> {
    #[doc(hidden)]
    fn report(&self, error: E) -> Failure;
}

impl<E: StdError> ReportStd<E> for &&Report<E> {
    fn report(&self, error: E) -> Failure {
        Failure::of(type_name::<E>(), &error)
    }
}

/// Next: a box around one, such as `Box<dyn Error>`, `anyhow::Error` and `eyre::Report`.
pub trait ReportBoxed<E> {
    #[doc(hidden)]
    fn report(&self, error: E) -> Failure;
}

impl<E: Deref<Target: StdError>> ReportBoxed<E> for &Report<E> {
    fn report(&self, error: E) -> Failure {
        Failure::of(type_name::<E>(), &*error)
    }
}

/// Last: whatever can be shown.
pub trait ReportShown {
    #[doc(hidden)]
    type Error;
    #[doc(hidden)]
    fn report(&self, error: Self::Error) -> Failure
    where
        Self::Error: HandlerError;
}

impl<E> ReportShown for Report<E> {
    type Error = E;

    fn report(&self, error: E) -> Failure
    where
        E: HandlerError,
    {
        Failure::new(type_name::<E>(), error.message())
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
    for pointer in foreign::POINTERS {
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
    if foreign::WITHOUT_A_NAME.contains(&path) {
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

    /// As the expansion writes it.
    macro_rules! reported {
        ($error:expr) => {{
            let error = $error;
            (&&&&&&&Report::of(&error)).report(error)
        }};
    }

    #[test]
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

        assert_eq!(reported!(Typed).error_type, "Own.Type");
        assert_eq!(reported!(Box::new(Typed)).error_type, "Own.Type");
        assert_eq!(reported!(Error::typed(Typed)).error_type, "Own.Type");
        assert_eq!(reported!(Error::from(number())).error_type, "ParseIntError");
        assert_eq!(reported!(number()).error_type, "ParseIntError");
        assert_eq!(reported!(Box::<dyn StdError>::from("boxed")).message, "boxed");
        assert_eq!(reported!("text").message, "text");
    }

    #[derive(Debug, thiserror::Error)]
    enum OfAws {
        #[error("the table is busy")]
        Busy(#[source] std::num::ParseIntError),
        #[error("the card is declined")]
        Declined,
    }

    impl From<OfAws> for Diagnostic {
        fn from(error: OfAws) -> Self {
            let error_type = match error {
                OfAws::Busy(_) => "Retryable",
                OfAws::Declined => "NonRetryable",
            };
            Self { error_type: error_type.to_owned(), error_message: format!("AWS says: {error}") }
        }
    }

    /// Without `Display`.
    struct Silent;
    impl From<Silent> for Diagnostic {
        fn from(_: Silent) -> Self {
            Self { error_type: "Silent".to_owned(), error_message: "as told".to_owned() }
        }
    }

    /// Around an error of any kind.
    struct Around(Box<dyn StdError>);
    impl Deref for Around {
        type Target = dyn StdError;
        fn deref(&self) -> &Self::Target {
            &*self.0
        }
    }
    impl From<Around> for Diagnostic {
        fn from(error: Around) -> Self {
            Self { error_type: "Around".to_owned(), error_message: error.to_string() }
        }
    }

    #[test]
    fn a_diagnostic_names_the_type() {
        let busy = reported!(OfAws::Busy("x".parse::<u8>().unwrap_err()));
        assert_eq!((&*busy.error_type, &*busy.message), ("Retryable", "AWS says: the table is busy"));
        assert_eq!(busy.causes, ["the table is busy", "invalid digit found in string"]);
        assert_eq!(reported!(OfAws::Declined).error_type, "NonRetryable");

        let own = Diagnostic { error_type: "Own".to_owned(), error_message: "as told".to_owned() };
        let own = reported!(own);
        assert_eq!((&*own.error_type, &*own.message, own.causes.len()), ("Own", "as told", 0));

        // without `Display`
        assert_eq!(reported!(Silent).error_type, "Silent");

        let around = reported!(Around(OfAws::Busy("x".parse::<u8>().unwrap_err()).into()));
        assert_eq!((&*around.error_type, &*around.message), ("Around", "the table is busy"));
        assert_eq!(around.causes, ["invalid digit found in string"]);
    }

    #[test]
    fn the_derive_is_above_a_diagnostic() {
        #[derive(Debug, thiserror::Error)]
        #[error("both")]
        struct Both;
        impl LambdaError for Both {
            fn error_type(&self) -> &'static str {
                "Derived"
            }
        }
        impl From<Both> for Diagnostic {
            fn from(_: Both) -> Self {
                Self { error_type: "Diagnosed".to_owned(), error_message: String::new() }
            }
        }
        assert_eq!(reported!(Both).error_type, "Derived");
    }

    /// `lambda_runtime` makes a `Diagnostic` of them itself, and has no better name than that of the Rust type.
    #[test]
    fn what_lambda_runtime_knows_keeps_its_name() {
        let io = || std::io::Error::other(OfAws::Busy("x".parse::<u8>().unwrap_err()));
        let failure = reported!(io());
        assert_eq!((&*failure.error_type, &*failure.message), ("std::io::Error", "the table is busy"));
        assert_eq!(failure.causes, ["invalid digit found in string"]);
        let failure = reported!(Box::<dyn StdError>::from(io()));
        assert_eq!((&*failure.error_type, failure.causes.len()), ("Error", 1));
        let failure = reported!(Box::<dyn StdError + Send + Sync>::from(io()));
        assert_eq!((&*failure.error_type, failure.causes.len()), ("Error", 1));
        assert_eq!(reported!("text".to_owned()).error_type, "Error");
        let text = "text".to_owned();
        assert_eq!(reported!(text.as_str()).error_type, "Error");
    }
}
