//! The signals that ask for the end.

use crate::exit::Exit;

#[cfg(unix)]
pub(super) struct Asked {
    by_lambda: tokio::signal::unix::Signal,
    /// On a terminal ctrl-c goes to the function's process too, before the local Lambda's signal.
    by_ctrl_c: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Asked {
    pub(super) fn listen() -> Result<Self, Exit> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind| signal(kind).map_err(|error| Exit::new(format!("signals cannot be waited for: {error}")));
        Ok(Self { by_lambda: listen(SignalKind::terminate())?, by_ctrl_c: listen(SignalKind::interrupt())? })
    }

    pub(super) async fn wait(&mut self) {
        tokio::select! {
            _ = self.by_lambda.recv() => {}
            _ = self.by_ctrl_c.recv() => {}
        }
    }
}

/// Elsewhere no function runs but locally.
#[cfg(not(unix))]
pub(super) struct Asked;

#[cfg(not(unix))]
impl Asked {
    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    pub(super) fn listen() -> Result<Self, Exit> {
        Ok(Self)
    }

    pub(super) async fn wait(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
