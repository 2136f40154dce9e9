use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use bytes::Bytes;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

use super::{Connection, MAX_WAITING};

/// The connections that are open.
#[derive(Default)]
pub(crate) struct Connections(RefCell<HashMap<String, Rc<Open>>>);

/// An open connection, as whoever posts to it sees it.
pub(super) struct Open {
    pub(super) connection: Connection,
    /// Milliseconds since 1970 of the last message, whoever sent it.
    pub(super) last_active_at: Cell<u64>,
    /// `None` once the connection is to be closed, behind what waits to be sent.
    outgoing: RefCell<Option<mpsc::Sender<Bytes>>>,
}

/// Why a connection does not take a message.
pub(super) enum Unsent {
    /// The client does not read.
    Full,
    Closed,
}

impl Connections {
    pub(super) fn open(&self, connection: Connection) -> (Rc<Open>, mpsc::Receiver<Bytes>) {
        let (outgoing, receiver) = mpsc::channel(MAX_WAITING);
        let last_active_at = Cell::new(connection.connected_at);
        let open = Rc::new(Open { connection, last_active_at, outgoing: RefCell::new(Some(outgoing)) });
        self.0.borrow_mut().insert(open.connection.id.clone(), open.clone());
        (open, receiver)
    }

    pub(super) fn get(&self, id: &str) -> Option<Rc<Open>> {
        self.0.borrow().get(id).cloned()
    }

    pub(super) fn remove(&self, id: &str) -> Option<Rc<Open>> {
        self.0.borrow_mut().remove(id)
    }
}

impl Open {
    pub(super) fn is_active(&self) {
        self.last_active_at.set(super::live::now());
    }

    pub(super) fn send(&self, message: Bytes) -> Result<(), Unsent> {
        self.is_active();
        let outgoing = self.outgoing.borrow();
        outgoing.as_ref().ok_or(Unsent::Closed)?.try_send(message).map_err(|error| match error {
            TrySendError::Full(_) => Unsent::Full,
            TrySendError::Closed(_) => Unsent::Closed,
        })
    }

    /// Whether it was open: what waits is sent first.
    pub(super) fn close(&self) -> bool {
        self.outgoing.take().is_some_and(|outgoing| !outgoing.is_closed())
    }
}
