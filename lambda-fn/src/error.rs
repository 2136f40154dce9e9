//! What a handler fails with.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

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
/// `?` turns every [`std::error::Error`] into it. The name of that error's type is remembered: Lambda reports it as
/// `errorType`. The variants of an enum with [the derive](derive@crate::LambdaError) are told apart where the handler returns the enum
/// itself, or through [`Error::typed`]; `?` alone loses their types, `status` and `retry = false`, since it sees no more than
/// a [`std::error::Error`].
///
/// ```
/// # struct ParseIntError;
/// fn quantity(text: &str) -> lambda_fn::Result<u32> {
///     Ok(text.parse()?)
/// }
/// let error = quantity("many").unwrap_err();
/// assert_eq!(error.error_type(), "ParseIntError");
/// assert_eq!(error.to_string(), "invalid digit found in string");
/// ```
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

impl<E: StdError + Send + Sync + 'static> From<E> for Error {
    fn from(error: E) -> Self {
        Self { kind: type_name::<E>(), status: 500, retry: true, source: error.into() }
    }
}

impl From<Error> for Box<dyn StdError + Send + Sync> {
    fn from(error: Error) -> Self {
        error.source
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
