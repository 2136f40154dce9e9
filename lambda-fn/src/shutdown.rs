//! `shutdown`: what runs when Lambda shuts the environment down.

mod asked;
mod extension;
mod hook;

use std::pin::{Pin, pin};
use std::time::Duration;

use crate::catch::{catch, dropped};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::init;
use crate::limits::limits;
use crate::runtime::in_flight;
use asked::Asked;
pub use hook::on_shutdown;

/// Serves events until Lambda shuts the environment down: then what is in flight ends, and `shutdown` runs.
pub async fn until_shutdown(
    run: impl Future<Output = Result<(), Exit>>,
    shutdown: impl Future<Output = ()>,
) -> Result<(), Exit> {
    let mut asked = match Asked::listen() {
        Ok(asked) => asked,
        Err(error) => return Err(init::broken(format!("signals cannot be waited for: {error}")).await),
    };
    let mut run = Box::pin(async {
        let extension = extension::register().await;
        tokio::select! {
            biased;
            ended = run => ended,
            never = extension::ready(extension) => match never {}
        }
    });
    tokio::select! {
        biased;
        ended = &mut run => return ended,
        () = asked.wait() => {}
    }
    let ended = wind_up(run).await;
    catch(pin!(shutdown)).await.map_err(|panic| Exit::new(format!("shutdown failed: {:?}", Failure::from(panic))))?;
    ended
}

/// Lets what is in flight end, and cancels what does not. Why the loop over the events has ended, where it has, is not
/// lost.
async fn wind_up(mut run: Pin<Box<impl Future<Output = Result<(), Exit>>>>) -> Result<(), Exit> {
    in_flight::are_the_last();
    let mut ended = until_idle(run.as_mut(), limits().in_flight).await;
    in_flight::give_up();
    if ended.is_none() {
        ended = until_idle(run.as_mut(), limits().cancel).await;
    }
    dropped("the invocation that the shutdown cancels failed", move || drop(run));
    ended.unwrap_or(Ok(()))
}

/// Until every event is answered, or the loop over them has ended, as where the Runtime API is gone already.
async fn until_idle(run: impl Future<Output = Result<(), Exit>>, limit: Duration) -> Option<Result<(), Exit>> {
    tokio::select! {
        biased;
        ended = run => Some(ended),
        () = in_flight::none() => None,
        () = tokio::time::sleep(limit) => None,
    }
}
