//! In place of `http`, where its feature is off.

use std::marker::PhantomData;
use std::process::ExitCode;

/// What the source `http(…)` may call: nothing, without its feature.
#[diagnostic::on_unimplemented(
    message = "`http` needs the feature `http` of `lambda-fn`",
    label = "the feature is off",
    note = "run `cargo add lambda-fn --features http`"
)]
pub trait AnswersHttp {
    #[doc(hidden)]
    type ExitCode;
}

/// Refuses a handler of these types.
#[must_use]
pub fn needs_http<Types: AnswersHttp<ExitCode = ExitCode>>(_: PhantomData<Types>) -> ExitCode {
    unreachable!("no types answer HTTP without the feature")
}
