//! The signals that ask for the end.

use std::io;

#[cfg(unix)]
pub(super) struct Asked {
    by_lambda: tokio::signal::unix::Signal,
    /// On a terminal ctrl-c goes to the function's process too, before the local Lambda's signal.
    by_ctrl_c: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Asked {
    pub(super) fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { by_lambda: signal(SignalKind::terminate())?, by_ctrl_c: signal(SignalKind::interrupt())? })
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
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) async fn wait(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
