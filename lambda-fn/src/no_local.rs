//! In place of the local Lambda, where it is left out.

use crate::exit::Exit;
use crate::function::Function;

pub(crate) fn run(_: &'static Function) -> Result<(), Exit> {
    Err(Exit::new(match cfg!(feature = "local") {
        true => {
            "this is the release build of a Lambda function; deploy it, or run it locally with `cargo run` (a debug build) or with the feature `local-release`"
        }
        false => {
            "this Lambda function is built without the local Lambda; deploy it, or add the feature `local` of `lambda-fn` to run it locally"
        }
    }))
}

#[expect(clippy::unnecessary_wraps, reason = "the local Lambda may fail to start")]
pub(crate) fn beside(_: &'static Function) -> Result<(), Exit> {
    Ok(())
}

pub(crate) fn shows_log_on_a_terminal() -> bool {
    false
}
