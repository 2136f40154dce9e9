//! What a handler fails with.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use lambda_runtime::Diagnostic;

use crate::report::type_name;

/// What a handler returns: `Result<Response>`, or `Result<Response, MyError>`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error that says under which type Lambda reports it.
///
/// Derive it; see [the derive](derive@crate::LambdaError). Lambda shows [`error_type`](LambdaError::error_type) to whoever invoked the
/// function as `errorType`; `Retry` and `Catch` of Step Functions match on exactly that string.
///
/// By hand, for an error whose type is known only at run time:
///
/// ```
/// use lambda_fn::LambdaError;
///
/// #[derive(Debug)]
/// struct Declined { by_bank: bool }
///
/// impl std::fmt::Display for Declined {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         f.write_str("the payment was declined")
///     }
/// }
///
/// impl std::error::Error for Declined {}
///
/// impl LambdaError for Declined {
///     fn error_type(&self) -> &str {
///         if self.by_bank { "Payment.Bank" } else { "Payment.Limit" }
///     }
/// }
///
/// let declined = Declined { by_bank: true };
/// assert_eq!(declined.error_type(), "Payment.Bank");
/// assert_eq!((declined.status(), declined.retry()), (500, true));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no error type for Lambda",
    label = "does not implement `LambdaError`",
    note = "derive it: `#[derive(lambda_fn::LambdaError)]`; or remove `transparent`"
)]
pub trait LambdaError: StdError {
    /// The `errorType` that Lambda reports: by default of the derive, the name of the variant or of the struct.
    fn error_type(&self) -> &str;

    /// The HTTP status of a response that this error leads to. Default: 500.
    fn status(&self) -> u16 {
        500
    }

    /// Whether the same event may succeed when it comes again. Default: `true`.
    fn retry(&self) -> bool {
        true
    }
}

macro_rules! as_within {
    ($($pointer:ident),*) => {$(
        /// As the error within.
        #[diagnostic::do_not_recommend]
        impl<E: LambdaError> LambdaError for $pointer<E> {
            fn error_type(&self) -> &str {
                E::error_type(self)
            }

            fn status(&self) -> u16 {
                E::status(self)
            }

            fn retry(&self) -> bool {
                E::retry(self)
            }
        }
    )*};
}

as_within!(Box, Arc);

/// Any error, for handlers that do not tell them apart.
///
/// `?` and `into` turn every [`std::error::Error`] into it, text, and what holds any error: `Box<dyn Error + Send + Sync>`,
/// `anyhow::Error` and `eyre::Report`, with the errors that led to it. Lambda reports as `errorType`
///
/// | made of | `errorType` |
/// |---|---|
/// | a type of errors, or a box around one | the type's name: `ParseIntError` |
/// | text: `&str`, `String`, `Cow<str>` | `Error` |
/// | `Box<dyn Error + Send + Sync>` | `Error` |
/// | `anyhow::Error`, `eyre::Report` | `anyhow::Error`, `Report` |
///
/// ```
/// use lambda_fn::{Error, Result};
///
/// fn quantity(text: &str) -> Result<u32> {
///     let quantity = text.parse()?;
///     if quantity == 0 {
///         return Err("nothing is ordered".into());
///     }
///     Ok(quantity)
/// }
/// let error = quantity("many").unwrap_err();
/// assert_eq!(error.error_type(), "ParseIntError");
/// assert_eq!(error.to_string(), "invalid digit found in string");
/// let error = quantity("0").unwrap_err();
/// assert_eq!(error.error_type(), "Error");
/// assert_eq!(error.to_string(), "nothing is ordered");
///
/// fn name(names: &[&str], id: usize) -> Result<String> {
///     let name = names.get(id).ok_or_else(|| format!("there is no name {id}"))?;
///     Ok((*name).to_owned())
/// }
/// assert_eq!(name(&[], 1).unwrap_err().to_string(), "there is no name 1");
/// ```
///
/// The variants of an enum with [the derive](derive@crate::LambdaError) are told apart where the handler returns the enum
/// itself, or through [`Error::typed`]; `?` alone loses their types, `status` and `retry = false`, since it sees no more than
/// a [`std::error::Error`]. The same holds for such an error within a `Box<dyn Error + Send + Sync>`, and for the types that
/// an `impl From<MyError> for Diagnostic` gives. A `Box<dyn Error>` has to be `Send` and `Sync`.
///
/// It is not a [`std::error::Error`] itself. [`into_boxed`](Error::into_boxed) gives the one that it was made of, for code
/// that wants one, and `?` makes a `Box<dyn Error>` of it.
#[derive(Debug)]
pub struct Error {
    kind: Cow<'static, str>,
    status: u16,
    retry: bool,
    source: Box<dyn StdError + Send + Sync>,
}

impl Error {
    /// An error out of a type for Lambda and a message for people.
    ///
    /// ```
    /// let error = lambda_fn::Error::new("OutOfStock", "no bolts are left");
    /// assert_eq!(error.error_type(), "OutOfStock");
    /// ```
    pub fn new(error_type: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self { kind: error_type.into(), status: 500, retry: true, source: message.into().into() }
    }

    /// Keeps the type that a [`LambdaError`] reports, its status, and whether to retry, where `?` would keep the name of its Rust
    /// type.
    ///
    /// ```
    /// # #[derive(Debug)] struct OutOfStock;
    /// # impl std::fmt::Display for OutOfStock {
    /// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("none left") }
    /// # }
    /// # impl std::error::Error for OutOfStock {}
    /// # impl lambda_fn::LambdaError for OutOfStock { fn error_type(&self) -> &str { "Stock.Empty" } }
    /// # fn reserve() -> Result<(), OutOfStock> { Err(OutOfStock) }
    /// # fn order() -> lambda_fn::Result<()> {
    /// reserve().map_err(lambda_fn::Error::typed)?;
    /// # Ok(()) }
    /// # assert_eq!(order().unwrap_err().error_type(), "Stock.Empty");
    /// ```
    pub fn typed(error: impl LambdaError + Send + Sync + 'static) -> Self {
        Self {
            kind: error.error_type().to_owned().into(),
            status: error.status(),
            retry: error.retry(),
            source: error.into(),
        }
    }

    /// The `errorType` that Lambda reports.
    #[must_use]
    pub fn error_type(&self) -> &str {
        &self.kind
    }

    /// The error that it was made of, without the type for Lambda.
    ///
    /// ```
    /// fn count(text: &str) -> lambda_fn::Result<u32> {
    ///     Ok(text.parse()?)
    /// }
    ///
    /// fn double(text: &str) -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
    ///     Ok(2 * count(text).map_err(lambda_fn::Error::into_boxed)?)
    /// }
    /// assert!(double("many").unwrap_err().is::<std::num::ParseIntError>());
    /// ```
    #[must_use]
    pub fn into_boxed(self) -> Box<dyn StdError + Send + Sync> {
        self.source
    }

    /// The HTTP status of a response that this error leads to. Default: 500.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Whether the same event may succeed when it comes again. Default: `true`.
    #[must_use]
    pub fn retry(&self) -> bool {
        self.retry
    }
}

/// From whatever becomes a `Box<dyn std::error::Error + Send + Sync>`: an error, text, such a box.
impl<E: IntoError> From<E> for Error {
    fn from(error: E) -> Self {
        Self { kind: type_name::<E>(), status: 500, retry: true, source: error.into_boxed() }
    }
}

/// What becomes an [`Error`].
///
/// Not `Into<Box<…>>` itself, of which rustc says three errors where a `Box<dyn Error>` is neither `Send` nor `Sync`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not become a `lambda_fn::Error`",
    label = "neither text nor a `std::error::Error` that is `Send + Sync`; as a box, it is `Box<dyn Error + Send + Sync>`",
    note = "implement `std::error::Error` for it, or add `+ Send + Sync` to a `Box<dyn Error>`"
)]
pub trait IntoError {
    #[doc(hidden)]
    fn into_boxed(self) -> Box<dyn StdError + Send + Sync>;
}

// `Error` itself must not become such a box: this would be a second `From<Error> for Error`
#[diagnostic::do_not_recommend]
impl<E: Into<Box<dyn StdError + Send + Sync>>> IntoError for E {
    fn into_boxed(self) -> Box<dyn StdError + Send + Sync> {
        self.into()
    }
}

impl From<Error> for Box<dyn StdError> {
    fn from(error: Error) -> Self {
        error.source
    }
}

/// For functions that give their errors to `lambda_runtime` themselves.
impl From<Error> for Diagnostic {
    fn from(error: Error) -> Self {
        Self { error_message: error.to_string(), error_type: error.kind.into_owned() }
    }
}

impl std::ops::Deref for Error {
    type Target = dyn StdError + Send + Sync;

    fn deref(&self) -> &Self::Target {
        &*self.source
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::num::ParseIntError;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("the order is broken")]
    struct Broken(#[source] ParseIntError);

    fn broken() -> Broken {
        Broken("many".parse::<u8>().unwrap_err())
    }

    #[track_caller]
    fn is_told(made: Result<()>, error_type: &str, message: &str, cause: Option<&str>) {
        let error = made.unwrap_err();
        assert_eq!((error.error_type(), error.to_string().as_str()), (error_type, message));
        assert_eq!(error.source().map(ToString::to_string).as_deref(), cause);
        assert_eq!((error.status(), error.retry()), (500, true));
    }

    #[test]
    fn text_is_an_error() {
        is_told(Err("no bolts".into()), "Error", "no bolts", None);
        is_told(Err(Error::from(format!("no {}", "bolts"))), "Error", "no bolts", None);
        is_told(Err(Cow::Borrowed("no bolts").into()), "Error", "no bolts", None);
        is_told((|| Ok(None.ok_or("no bolts")?))(), "Error", "no bolts", None);
        is_told((|| Ok(None.ok_or_else(|| format!("no {}", "bolts"))?))(), "Error", "no bolts", None);
        let borrowed = "no bolts".to_owned();
        is_told((|| Err(borrowed.as_str())?)(), "Error", "no bolts", None);
    }

    #[test]
    fn a_box_keeps_what_led_to_it() {
        let cause = Some("invalid digit found in string");
        let boxed = || Err::<(), Box<dyn StdError + Send + Sync>>(broken().into());
        is_told((|| Ok(boxed()?))(), "Error", "the order is broken", cause);
        is_told(Err(Error::from(Box::new(broken()))), "Broken", "the order is broken", cause);
        is_told(Err(Error::from(Arc::new(broken()))), "Broken", "the order is broken", cause);
    }

    #[test]
    fn an_error_keeps_its_name_and_itself() {
        let number = || -> Result<()> { Ok("many".parse::<u8>().map(drop)?) };
        is_told(number(), "ParseIntError", "invalid digit found in string", None);
        let error = Error::from(broken()).into_boxed();
        assert!(error.is::<Broken>());
        let error: Box<dyn StdError> = Error::from(broken()).into();
        assert!(error.is::<Broken>());
    }

    #[test]
    fn an_error_that_is_one_already_stays_as_it_is() {
        let refused =
            || Err::<(), Error>(Error { status: 404, retry: false, ..Error::new("Order.Refused", "refused") });
        let again = || -> Result<()> {
            refused()?;
            Ok(())
        };
        let error = again().unwrap_err();
        assert_eq!((error.error_type(), error.status(), error.retry()), ("Order.Refused", 404, false));
        let diagnostic = Diagnostic::from(error);
        assert_eq!((&*diagnostic.error_type, &*diagnostic.error_message), ("Order.Refused", "refused"));
    }
}
