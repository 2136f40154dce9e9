use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use tokio::sync::mpsc;

use super::Connection;

/// The connections that are open.
#[derive(Default)]
pub(crate) struct Connections(RefCell<HashMap<String, Rc<Open>>>);

/// An open connection, as whoever posts to it sees it.
pub(super) struct Open {
    pub(super) connection: Connection,
    /// Milliseconds since 1970 of the last message, whoever sent it.
    pub(super) last_active_at: Cell<u64>,
    outgoing: mpsc::UnboundedSender<Outgoing>,
}

pub(super) enum Outgoing {
    Message(bytes::Bytes),
    Close,
}

impl Connections {
    pub(super) fn open(&self, connection: Connection) -> (Rc<Open>, mpsc::UnboundedReceiver<Outgoing>) {
        let (outgoing, receiver) = mpsc::unbounded_channel();
        let last_active_at = Cell::new(connection.connected_at);
        let open = Rc::new(Open { connection, last_active_at, outgoing });
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

    /// Whether the connection takes it: not where it has just closed.
    pub(super) fn send(&self, outgoing: Outgoing) -> bool {
        self.is_active();
        self.outgoing.send(outgoing).is_ok()
    }
}
