//! In place of WebSocket connections, without the feature `http`.

use std::rc::Rc;

use http::Request;

use super::failure::Failure;
use super::{Gateway, Invoked};
use crate::local::emulator::Emulator;
use crate::local::event::Event;

pub(super) const MAX_MESSAGE: usize = 0;

#[derive(Default)]
pub(crate) struct Connections(());

#[expect(clippy::unused_async, reason = "as its namesake")]
pub(super) async fn answer<B>(emulator: &Rc<Emulator>, _: &Gateway, _: Request<B>, _: Event) -> Invoked {
    let Connections(()) = emulator.connections;
    Invoked::not(Err(Failure::function(
        "WebSocket connections need the feature `http` of `lambda-fn`; run `cargo add lambda-fn --features http`"
            .to_owned(),
    )))
}
