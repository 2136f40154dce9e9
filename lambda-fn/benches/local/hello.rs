//! `examples/hello`, built as `cargo run` builds it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{EVENT, RESPONSE, Result, support};

pub(crate) fn build() -> Result<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = workspace.join("target");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "hello", "--target-dir"]).arg(&target).current_dir(workspace);
    support::output(&mut cargo)?;
    Ok(target.join("debug/hello"))
}

/// From before exec of the emulator to its answer.
pub(crate) fn first_answer(hello: &Path) -> Result<Duration> {
    let before = Instant::now();
    let mut command = Command::new(hello);
    command.args(["invoke", EVENT]).env_clear().stdout(Stdio::piped()).stderr(Stdio::null());
    let mut emulator = command.spawn()?;
    let mut answer = String::new();
    if let Some(stdout) = emulator.stdout.take() {
        BufReader::new(stdout).read_line(&mut answer)?;
    }
    let time = before.elapsed();
    emulator.wait()?;
    match answer.trim_end() == RESPONSE {
        true => Ok(time),
        false => Err(format!("`invoke` prints something else: {answer}").into()),
    }
}
