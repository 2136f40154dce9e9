//! Events of the invocation type `Event`: answered at once, run afterwards, tried again where they fail.

use std::rc::Rc;
use std::time::Duration;

use super::emulator::{Emulator, Refused};
use super::event::{Answer, Event, error_type};
use super::log;

/// Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation": two retries, one
/// minute and then two minutes later. Nobody waits minutes at home: the unit is a second.
const WAITS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(2)];
/// How long a throttled event waits for an environment to become free.
const THROTTLED: Duration = Duration::from_millis(200);

/// How many events may wait: each takes up to 1 MB of this process.
const MAX_WAITING: usize = 1_000;

pub(crate) fn run(emulator: Rc<Emulator>, event: Event) -> Result<(), Refused> {
    let waiting = emulator.waiting();
    if Rc::strong_count(&waiting) > MAX_WAITING + 1 {
        return Err(Refused::Throttled);
    }
    tokio::task::spawn_local(async move {
        let waits: &[Duration] = if emulator.config().retry { &WAITS } else { &[] };
        let mut waits = waits.iter();
        let mut tries = 0;
        loop {
            tries += 1;
            let error = match attempt(&emulator, &event).await {
                Ok(()) => break,
                Err(error) => error,
            };
            let Some(wait) = waits.next() else {
                log::tell(format_args!("the event {} is given up after {tries} tries: {error}", event.request_id));
                break;
            };
            tokio::time::sleep(*wait).await;
        }
        drop(waiting);
    });
    Ok(())
}

/// Runs the event once; being throttled is no try.
async fn attempt(emulator: &Emulator, event: &Event) -> Result<(), String> {
    let invocation = loop {
        match emulator.invoke(event.again()) {
            Ok(invocation) => break invocation,
            Err(Refused::Throttled) => tokio::time::sleep(THROTTLED).await,
            Err(Refused::Failed(exit)) => return Err(exit.to_string()),
        }
    };
    match invocation.outcome().await.answer {
        Answer::FunctionError(body) => Err(error_type(&body)),
        _ => Ok(()),
    }
}
