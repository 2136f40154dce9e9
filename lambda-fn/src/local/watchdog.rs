//! Ends the function's process when the emulator is gone, however that came: its end of the pipe closes.

use std::io::Read;

/// Set for the emulator's children.
pub(crate) const WATCHED: &str = "LAMBDA_FN_WATCHED";

/// Starts the watch, in a process that an emulator has started.
pub(crate) fn start() {
    if std::env::var_os(WATCHED).is_some() {
        std::thread::spawn(|| {
            let mut stdin = std::io::stdin();
            let mut ignored = [0; 64];
            while matches!(stdin.read(&mut ignored), Ok(1..)) {}
            std::process::exit(1);
        });
    }
}
