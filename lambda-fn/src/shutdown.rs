//! `shutdown`: what runs when Lambda shuts the environment down.

mod asked;
mod extension;
mod hook;

use std::pin::pin;
use std::time::Duration;

use crate::catch::catch;
use crate::exit::Exit;
use crate::failure::{Failure, in_one_line};
use crate::runtime::in_flight;
use asked::Asked;
pub use hook::on_shutdown;

/// How long an invocation may go on after the signal.
///
/// AWS's samples "Graceful shutdown with AWS Lambda": 500 ms for the process of a function with an internal extension,
/// 300 ms beside external ones. The rest is for `shutdown`.
const IN_FLIGHT_LIMIT: Duration = Duration::from_millis(200);

/// Serves events until Lambda shuts the environment down: then what is in flight ends, and `shutdown` runs.
pub async fn until_shutdown(
    run: impl Future<Output = Result<(), Exit>>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), Exit> {
    let mut asked = Asked::listen()?;
    let extension = extension::register().await;
    if let Err(error) = &extension {
        let reason = in_one_line(&**error);
        tracing::warn!("Lambda will not ask for `shutdown`, since no extension can be registered: {reason}");
    }
    let mut run = Box::pin(run);
    tokio::select! {
        biased;
        ended = &mut run => return ended,
        () = asked.wait() => {}
        never = extension::ready(extension.ok()) => match never {}
    }
    tokio::select! {
        biased;
        // the Runtime API may be gone already
        _ = &mut run => {}
        () = in_flight::none() => {}
        () = tokio::time::sleep(IN_FLIGHT_LIMIT) => {
            tracing::warn!("the shutdown cancels an invocation that goes on after {IN_FLIGHT_LIMIT:?}");
        }
    }
    // what the handler holds may panic where it is dropped
    if let Err(panic) = catch(pin!(async move { drop(run) })).await {
        Failure::from(panic).log("the invocation that the shutdown cancels failed");
    }
    catch(pin!(shutdown)).await.map_err(|panic| Exit::new(format!("shutdown failed: {:?}", Failure::from(panic))))
}
